/** Pieces that several views have in common. */

import { address, blob, key, Refused, within } from './api.js';
import { announce, fill, freshId, h } from './dom.js';
import { duration, percent } from './format.js';

const STATUS_WORDS = {
  QUEUED: 'Queued',
  RUNNING: 'Training',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
};

/** All statuses with their words, in the order of a life. */
export const STATUSES = Object.entries(STATUS_WORDS);

/** Whether nothing will happen any more unless somebody asks for it. */
export const isOver = status => !['QUEUED', 'RUNNING'].includes(status);

/** The word for a status, with its colour. */
export function badge(status) {
  return h('span', { class: 'badge', dataset: { status } }, STATUS_WORDS[status] ?? status);
}

/** How far something has come, as a bar with words. */
export function progressBar(progress, status) {
  const words = isOver(status)
    ? `${progress.epochsCompleted} of ${progress.epochsTotal} epochs`
    : `${progress.epochsCompleted} of ${progress.epochsTotal} epochs, ${
        progress.etaSeconds === null ? percent(progress.fraction) : `about ${duration(progress.etaSeconds)} left`
      }`;
  return h(
    'div',
    { class: 'progress' },
    h('progress', { max: 1, value: progress.fraction, 'aria-label': words }),
    h('span', { 'aria-hidden': 'true' }, words),
  );
}

/** What the service has refused, beside what was asked; nothing for null. */
export function errorBox(problem) {
  if (problem === null) {
    return null;
  }
  const errors = problem instanceof Refused && problem.errors.length > 1 ? problem.errors : [];
  return h(
    'div',
    { class: 'error', role: 'alert' },
    errors.length === 0
      ? problem.message
      : h('ul', {}, errors.map(({ field, message }) => h('li', {}, h('code', {}, field), ` ${message}`))),
  );
}

/** A button that cannot be pressed while what it does goes on, and says beside itself what went wrong. */
export function actionButton(text, action, attributes = {}) {
  const place = h('span', {});
  const button = h(
    'button',
    {
      type: 'button',
      ...attributes,
      onclick: async () => {
        button.disabled = true;
        fill(place);
        try {
          await action();
        } catch (problem) {
          if (problem.name !== 'AbortError') {
            fill(place, errorBox(problem));
          }
        } finally {
          button.disabled = false;
        }
      },
    },
    text,
  );
  return h('span', { class: 'action' }, button, place);
}

/**
 * Asks before something is done that cannot be taken back, or that needs a value.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {Node|string} question.body
 * @param {string} question.yes the words of the button that does it
 * @param {boolean} [question.danger]
 * @param {function(): Promise} action done before the dialog closes; what it throws is shown in it
 * @returns {Promise<boolean>} whether it was done
 */
export function ask({ title, body, yes, danger = false }, action) {
  return new Promise(resolve => {
    let done = false;
    const place = h('div', {});
    const submit = h('button', { class: danger ? 'danger' : 'primary' }, yes);
    const heading = freshId('question');
    const close = () => box.close();
    const box = h(
      'dialog',
      {
        'aria-labelledby': heading,
        onclose: () => {
          removeEventListener('hashchange', close);
          box.remove();
          resolve(done);
        },
      },
      h(
        'form',
        {
          onsubmit: async event => {
            event.preventDefault();
            submit.disabled = true;
            fill(place);
            try {
              await action();
              done = true;
              box.close();
            } catch (problem) {
              fill(place, errorBox(problem));
            } finally {
              submit.disabled = false;
            }
          },
        },
        h('h2', { id: heading }, title),
        typeof body === 'string' ? h('p', {}, body) : body,
        place,
        h(
          'p',
          { class: 'actions' },
          submit,
          h('button', { type: 'button', onclick: close }, 'Cancel'),
        ),
      ),
    );
    addEventListener('hashchange', close);
    document.body.append(box);
    box.showModal();
  });
}

/** How wide a picture may be asked for, so that its letters can be read where it is shown. */
export const pictureWidth = () => Math.round(Math.min(900, Math.max(480, document.getElementById('main').clientWidth - 64)));

/**
 * A picture that the service draws. It is fetched with the key, and again by its `refresh()`.
 *
 * @param {string} path of a PNG or SVG
 * @param {string} alt what is to be seen, in words
 * @param {AbortSignal} signal of the visit
 * @param {object} [options] of the request
 * @returns {HTMLElement} a `figure` with `refresh(path, options)`
 */
export function picture(path, alt, signal, options = {}) {
  const image = h('img', { alt, hidden: true });
  const place = h('div', {});
  const frame = h('figure', { class: 'picture', 'aria-busy': 'true' }, image, place);
  let round = 0;
  frame.refresh = async (from = path, asked = options) => {
    const mine = ++round;
    try {
      const data = await blob(from, { ...asked, signal });
      if (mine === round) {
        show(image, data);
        image.hidden = false;
        fill(place);
      }
    } catch (problem) {
      if (mine === round && problem.name !== 'AbortError') {
        image.hidden = true;
        fill(place, errorBox(problem));
      }
    } finally {
      if (mine === round) {
        frame.removeAttribute('aria-busy');
      }
    }
  };
  signal.addEventListener('abort', () => image.src && URL.revokeObjectURL(image.src), { once: true });
  frame.refresh();
  return frame;
}

function show(image, data) {
  const before = image.src;
  image.src = URL.createObjectURL(data);
  if (before) {
    URL.revokeObjectURL(before);
  }
}

/**
 * Links that download what the service makes.
 *
 * @param {string} label such as `Curves`
 * @param {[string, string, string][]} files the word of each link, its path and the name of the file
 */
export function downloads(label, files) {
  return h(
    'div',
    { class: 'downloads', role: 'group', 'aria-label': label },
    h('span', {}, `${label}:`),
    files.map(([word, path, name]) => actionButton(word, () => save(path, name), {
      class: 'link',
      'aria-label': `${label}: ${word}`,
    })),
  );
}

/** Puts a file into the reader's downloads. */
export async function save(path, name) {
  const link = h('a', { download: name });
  link.href = URL.createObjectURL(await blob(path));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  announce(`${name} was downloaded`);
}

/**
 * A table whose columns sort when their headings are pressed.
 *
 * @param {object} facts
 * @param {string} facts.caption
 * @param {{name: string, cell: function(object): (Node|string), by?: function(object): (number|string|null), number?: boolean, short?: boolean}[]} facts.columns
 *     `by` is what a column sorts by, and without it, it does not; what is `short` stays in one line
 * @param {object[]} rows
 * @returns {HTMLElement} with `show(rows)`
 */
export function table({ caption, columns, empty = 'Nothing yet.' }, rows) {
  let order = null;
  let shown = rows;
  const head = h('tr', {});
  const body = h('tbody', {});
  const frame = h(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', { class: 'unseen' }, caption), h('thead', {}, head), body),
  );
  columns.forEach((column, index) => head.append(heading(column, index)));

  function heading(column, index) {
    const place = h('th', { scope: 'col', class: column.number ? 'number' : null });
    if (!column.by) {
      place.append(column.name);
      return place;
    }
    place.append(
      h(
        'button',
        {
          type: 'button',
          class: 'sort',
          onclick: () => {
            const down = order?.index === index ? !order.down : column.number === true;
            order = { index, down };
            [...head.children].forEach((other, at) =>
              at === index
                ? other.setAttribute('aria-sort', down ? 'descending' : 'ascending')
                : other.removeAttribute('aria-sort'),
            );
            draw();
          },
        },
        column.name,
      ),
    );
    return place;
  }

  function draw() {
    const sorted = order === null ? shown : [...shown].sort(comparison(columns[order.index].by, order.down));
    fill(
      body,
      sorted.length === 0
        ? h('tr', {}, h('td', { colspan: columns.length }, empty))
        : sorted.map(row =>
            h('tr', {}, columns.map(column => h('td', { class: style(column) }, column.cell(row)))),
          ),
    );
  }
  frame.show = more => {
    shown = more;
    draw();
  };
  draw();
  return frame;
}

const style = column => (column.number ? 'number' : column.short ? 'short' : null);

/** What has no value comes last, whichever way the others are sorted. */
function comparison(by, down) {
  return (one, other) => {
    const [a, b] = [by(one), by(other)];
    if (a === null || a === undefined || b === null || b === undefined) {
      return (a === null || a === undefined ? 1 : 0) - (b === null || b === undefined ? 1 : 0);
    }
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return down ? -order : order;
  };
}

/** A choice among a few, as a labelled select. */
export function choice(label, options, value, onchange) {
  const id = freshId('choice');
  const select = h(
    'select',
    { id, onchange: () => onchange(select.value) },
    options.map(([option, words]) => h('option', { value: option }, words)),
  );
  select.value = value;
  return h('span', { class: 'choice' }, h('label', { for: id }, label), select);
}

/** A switch with its words. */
export function tick(label, checked, onchange) {
  const id = freshId('tick');
  const box = h('input', { id, type: 'checkbox', onchange: () => onchange(box.checked) });
  box.checked = checked;
  return h('span', { class: 'choice' }, box, h('label', { for: id }, label));
}

/** A text to copy: a command or JSON. @returns {HTMLElement} with `show(text)` */
export function copyable(label, text) {
  const code = h('code', {});
  const button = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': `Copy ${label}`,
      onclick: async () => {
        await copy(code);
        announce(`${label} was copied`);
        button.textContent = 'Copied';
        setTimeout(() => (button.textContent = 'Copy'), 2000);
      },
    },
    'Copy',
  );
  const box = h(
    'div',
    { class: 'copyable' },
    h('div', { class: 'copyable-head' }, h('span', {}, label), button),
    h('pre', { tabindex: '0', role: 'region', 'aria-label': label }, code),
  );
  box.show = more => (code.textContent = more);
  box.show(text);
  return box;
}

/** Over HTTP from another machine a browser has no clipboard for scripts, only what can be marked. */
async function copy(element) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(element.textContent);
  } else {
    getSelection().selectAllChildren(element);
    document.execCommand('copy');
  }
}

/** A curl line for this service that posts JSON, for a POSIX shell; a key is named, never shown. */
export function curl(path, body) {
  const signed = key.get() === null ? '' : ' -H "Authorization: Bearer $TRAINYARD_KEY"';
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return `curl -X POST ${location.origin}${within(path)} -H 'Content-Type: application/json'${signed} \\\n  -d '${json}'`;
}

/** Whether the service is there, for the whole page: views that follow events say so. */
export function connection(state) {
  const bar = document.getElementById('connection');
  bar.hidden = state !== 'lost';
  const words = state === 'lost' ? 'The connection to the service is lost. Trying again …' : '';
  if (bar.textContent !== words) {
    bar.textContent = words;
  }
}

/** All items of a paged list. */
export async function everything(get, path, parameters, signal) {
  const items = [];
  for (let page = 0; ; page++) {
    const part = await get(address(path, { ...parameters, page, size: 200 }), signal);
    items.push(...part.items);
    if (page + 1 >= part.totalPages) {
      return items;
    }
  }
}
