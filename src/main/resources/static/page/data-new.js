/** A dataset of one's own: dropped or chosen, checked by the service in full, and kept when its user has seen what it is. */

import { address, Refused } from './api.js';
import { field, focusProblem, hasUnreadable, problemPlace, showProblems } from './build-fields.js';
import { upload } from './data-upload.js';
import { announce, fill, freshId, h } from './dom.js';
import { bytes, count, imageWords, percent, plural } from './format.js';
import { actionButton, errorBox } from './parts.js';
import { go } from './router.js';

const CHANNELS = [
  [undefined, 'as the images are'],
  ['1', 'grey'],
  ['3', 'colour'],
];
/** As long as the name of a dataset may be. */
const NAME = 50;

/**
 * The place to bring it.
 *
 * @param {AbortSignal} signal of the visit
 */
export function newDataset(signal) {
  const facts = { name: '', title: '' };
  let file = null;
  /** A name that nobody has typed follows the file. */
  let suggested = '';
  let sending = new AbortController();
  const chosen = h('p', { class: 'hint', role: 'status' });
  const result = h('div', { 'aria-live': 'polite' });
  const input = h('input', {
    id: freshId('file'),
    type: 'file',
    accept: '.zip,.tar,.gz,.tgz,.csv',
    dataset: { path: 'body' },
    onchange: () => input.files[0] && take(input.files[0]),
  });
  const fields = h('div', { class: 'fields' });
  const zone = h(
    'div',
    { class: 'drop field', ondragover: over, ondragleave: away, ondrop: dropped },
    h('label', { for: input.id }, 'Drop a zip, tar or CSV file here, or choose one'),
    input,
    chosen,
    problemPlace(),
  );
  const check = actionButton('Check it', () => send(true), { class: 'primary' });
  const button = check.querySelector('button');
  button.disabled = true;
  const form = h(
    'form',
    { class: 'card', 'aria-labelledby': 'new-heading', onsubmit: event => event.preventDefault() },
    h('h2', { id: 'new-heading' }, 'Bring your own'),
    h(
      'p',
      { class: 'hint' },
      'A folder of pictures (PNG, JPEG, WebP, GIF) for each class, in one zip or tar; the folder’s name is the label. Or IDX files as MNIST has them, or a CSV with a label and pixels in each line. It is checked in full before anything is kept.',
    ),
    zone,
    fields,
    check,
    result,
  );
  draw();
  return form;

  function draw() {
    fill(
      fields,
      make('name', { label: 'Name, for requests', kind: 'text', max: NAME, placeholder: 'leaves' }),
      make('title', { label: 'Title, for people', kind: 'text', max: 100, placeholder: facts.name }),
      make('height', { label: 'Bring to height', kind: 'number', step: 1, min: 1, max: 256 }, 'as it is'),
      make('width', { label: 'Bring to width', kind: 'number', step: 1, min: 1, max: 256 }, 'as it is'),
      make('channels', { label: 'Colours', kind: 'choice', options: CHANNELS }),
      make('testFraction', { label: 'Share for testing', kind: 'number', step: 'any', min: 0.01, max: 0.9 }, 0.2),
    );
  }

  function make(name, words, usual) {
    return field(words, {
      path: name,
      value: facts[name],
      usual,
      set: value => {
        facts[name] = value;
        forget();
      },
    });
  }

  /** What is being found out is of another file, or of other fields, than are to be seen now. */
  function forget() {
    sending.abort();
    fill(result);
  }

  function over(event) {
    event.preventDefault();
    zone.classList.add('over');
  }

  function away() {
    zone.classList.remove('over');
  }

  function dropped(event) {
    event.preventDefault();
    away();
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      take(input.files[0]);
    }
  }

  function take(one) {
    file = one;
    if (facts.name === '' || facts.name === suggested) {
      suggested = nameFrom(one.name);
      facts.name = suggested;
    }
    draw();
    fill(chosen, h('strong', {}, one.name), `, ${bytes(one.size)}`);
    forget();
    showProblems(form, []);
    button.disabled = false;
  }

  async function send(dryRun) {
    if (hasUnreadable(form)) {
      focusProblem(form);
      return;
    }
    sending = new AbortController();
    const given = AbortSignal.any([signal, sending.signal]);
    const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Sent' });
    const words = h('span', { class: 'hint' });
    fill(result, h('div', { class: 'progress' }, bar, words));
    const sent = share => {
      bar.value = share;
      if (share < 1) {
        fill(words, `Sending: ${percent(share)} of ${bytes(file.size)}`);
      } else {
        bar.removeAttribute('value');
        fill(words, dryRun ? 'The service checks every image …' : 'The service takes it in …');
      }
    };
    sent(0);
    try {
      const answer = await upload(address('/datasets', { ...facts, dryRun: dryRun || null }), file, sent, given);
      showProblems(form, []);
      if (dryRun) {
        fill(result, taken(answer));
        announce('The dataset has been checked');
      } else {
        announce('The dataset has been kept');
        go(`/data/${encodeURIComponent(answer.name)}`);
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(result);
        refuse(problem);
      }
    }
  }

  /** At the fields what is theirs, and the rest in a box. */
  function refuse(problem) {
    const errors = problem instanceof Refused ? problem.errors : [];
    const rest = showProblems(form, errors);
    if (errors.length === 0 || rest.length > 0) {
      fill(result, errorBox(problem));
    } else {
      focusProblem(form);
    }
  }

  function taken(answer) {
    return h(
      'section',
      { class: 'taken', 'aria-label': 'Findings' },
      h('h3', {}, 'This is what was found'),
      h('p', {}, answer.description),
      h(
        'dl',
        { class: 'facts' },
        fact('Images', `${count(answer.trainImages)} for training, ${count(answer.testImages)} for testing`),
        fact('Size of each', imageWords(answer.imageShape)),
        fact(plural(answer.classes.length, 'Class', 'Classes'), answer.classes.join(', ')),
        fact('Space', `${bytes(answer.bytes)} on disk, ${bytes(answer.memoryBytes)} in memory`),
        fact('Left out', answer.ignored.length === 0 ? 'nothing' : answer.ignored.join(', ')),
      ),
      actionButton('Keep it', () => send(false), { class: 'primary' }),
    );
  }
}

const fact = (words, value) => [h('dt', {}, words), h('dd', {}, value)];

/** leaves-2 from Leaves 2.tar.gz */
export function nameFrom(fileName) {
  return fileName
    .toLowerCase()
    .replace(/(\.(zip|tar|tgz|gz|csv))+$/, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, NAME);
}
