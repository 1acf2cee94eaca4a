/** A square to draw in, and what trained networks take the drawing for while the pen moves. */

import { address, get, send } from './api.js';
import { announce, fill, h } from './dom.js';
import { finePercent, plural } from './format.js';
import { errorBox, everything, tick } from './parts.js';

const SIDE = 280;
const PEN = 20;
const MOST = 6;
const CHOSEN_AT_FIRST = 3;
/** The latest, beside those that the address names. */
const OFFERED = 100;
const INK = '#111';
const PAPER = '#fff';

/** Shows the square. */
export default async function draw(visit) {
  const { query, signal } = visit;
  visit.title('Draw');
  const completed = await everything(get, '/experiments', { status: 'COMPLETED' }, signal);
  if (completed.length === 0) {
    return nobodyReads();
  }
  const readers = new Map();
  const results = h('div', { class: 'columns readers' });
  const verdict = h('p', { class: 'verdict', role: 'status' });
  const paper = square(read, clear);
  const wanted = query.has('experiments')
    ? query.get('experiments').split(',').map(Number)
    : completed
        .filter(({ dataset }) => dataset === completed[0].dataset)
        .slice(0, CHOSEN_AT_FIRST)
        .map(({ id }) => id);
  const several = new Set(completed.map(({ dataset }) => dataset)).size > 1;
  const candidates = completed.filter(({ id }, index) => index < OFFERED || wanted.includes(id));
  candidates.filter(({ id }) => wanted.includes(id)).slice(0, MOST).forEach(add);
  return h(
    'div',
    {},
    h('h1', {}, 'Draw'),
    h(
      'div',
      { class: 'drawing' },
      h(
        'section',
        { class: 'card' },
        paper,
        h(
          'div',
          { class: 'row' },
          h('button', { type: 'button', onclick: clear }, 'Clear'),
          h('span', { class: 'hint' }, 'Mouse, pen or finger; or open a picture:'),
          file(),
        ),
        picker(),
      ),
      h('section', { 'aria-label': 'What the networks see' }, verdict, results),
    ),
  );

  function add(item) {
    const reader = readerOf(item, signal);
    readers.set(item.id, reader);
    results.append(reader.element);
    remember();
    if (!paper.isEmpty) {
      read();
    }
  }

  function drop(id) {
    readers.get(id)?.element.remove();
    readers.delete(id);
    remember();
    judge();
  }

  function remember() {
    visit.keep('experiments', [...readers.keys()].join(','));
  }

  /** Every network reads the newest stroke as soon as it has answered for the last. */
  function read() {
    readers.forEach(reader => reader.read(paper.picture).then(judge));
  }

  /** Networks of one dataset answer the same question; a verdict waits until all of them have read the same drawing. */
  function judge() {
    const groups = Map.groupBy(readers.values(), ({ dataset }) => dataset);
    const verdicts = [...groups].map(([dataset, group]) => ({ dataset, ...verdictOf(group, paper.drawing) }));
    fill(
      verdict,
      verdicts.every(({ label }) => label === null)
        ? 'Draw in the square.'
        : verdicts.map(({ dataset, label, words }) =>
            h('span', { class: 'judged' }, groups.size > 1 ? `${dataset}: ` : '', label === null ? '' : h('strong', {}, label), words),
          ),
    );
  }

  function clear() {
    paper.clear();
    readers.forEach(reader => reader.clear());
    judge();
    announce('The square is empty');
  }

  function file() {
    return h('input', {
      type: 'file',
      accept: 'image/*',
      'aria-label': 'Open a picture',
      /* So that the same file can be opened again. */
      onclick: event => (event.target.value = ''),
      onchange: event => {
        const [picture] = event.target.files;
        if (picture) {
          paper.show(picture);
          readers.forEach(reader => reader.read(async () => ({ drawing: paper.drawing, body: picture })).then(judge));
        }
      },
    });
  }

  function picker() {
    return h(
      'fieldset',
      { class: 'picker' },
      h('legend', {}, `Networks that read it (at most ${MOST})`),
      candidates.map(item => {
        const place = tick(`${item.id} · ${item.name}${several ? ` (${item.dataset})` : ''}`, readers.has(item.id), checked => {
          if (!checked) {
            drop(item.id);
          } else if (readers.size < MOST) {
            add(item);
          } else {
            place.querySelector('input').checked = false;
            announce(`At most ${MOST} networks read at once`);
          }
        });
        return h('div', {}, place);
      }),
    );
  }
}

/**
 * What networks say together, of the drawing with this number.
 *
 * @returns {{label: string|null, words: string}} no label where nothing was read or they disagree
 */
function verdictOf(group, drawing) {
  const read = group.filter(({ label }) => label !== null);
  const current = read.filter(reader => reader.drawing === drawing);
  read.forEach(reader => reader.element.classList.toggle('outdated', reader.drawing !== drawing));
  group.forEach(reader => reader.element.classList.remove('dissents'));
  if (read.length === 0) {
    return { label: null, words: '' };
  }
  if (current.length < group.length) {
    return { label: '', words: ' …' };
  }
  const labels = new Set(current.map(({ label }) => label));
  if (labels.size === 1) {
    return { label: [...labels][0], words: agreement(current.length) };
  }
  const most = majority(current);
  current.filter(({ label }) => label !== most).forEach(reader => reader.element.classList.add('dissents'));
  return { label: '', words: `They disagree: ${[...labels].sort().join(' or ')}` };
}

function agreement(networks) {
  if (networks === 1) {
    return '';
  }
  return networks === 2 ? ' Both agree.' : ` All ${networks} agree.`;
}

function majority(read) {
  const votes = new Map();
  read.forEach(({ label }) => votes.set(label, (votes.get(label) ?? 0) + 1));
  return [...votes].sort(([, one], [, other]) => other - one)[0][0];
}

/** One experiment's networks, with what they say. */
function readerOf(item, signal) {
  const bars = h('div', { class: 'bars' });
  const input = h('img', { alt: 'The drawing as the network sees it', width: 84, height: 84, hidden: true });
  const place = h('div', {});
  let busy = false;
  let next = null;
  let round = 0;
  const reader = {
    label: null,
    /** The number of the drawing that it has read. */
    drawing: 0,
    dataset: item.dataset,
    element: h(
      'article',
      { class: 'card reader', 'aria-label': item.name },
      h('h2', {}, h('a', { href: `#/experiments/${item.id}` }, `${item.id} · ${item.name}`)),
      h('p', { class: 'hint' }, item.trials === 1 ? '' : `${plural(item.trials, 'network')} together`),
      h('div', { class: 'reading' }, input, bars),
      place,
    ),
    async read(picture) {
      if (busy) {
        next = picture;
        return;
      }
      busy = true;
      for (let now = picture; now !== null; now = next) {
        next = null;
        const { drawing, body } = await now();
        await answer(drawing, body);
      }
      busy = false;
    },
    clear() {
      next = null;
      round++;
      reader.label = null;
      input.hidden = true;
      fill(bars);
      fill(place);
    },
  };
  return reader;

  async function answer(drawing, body) {
    if (body === null) {
      return;
    }
    const mine = round;
    try {
      const response = await send(address(`/experiments/${item.id}/predictions`, { include: 'input' }), {
        method: 'POST',
        body,
        signal,
        headers: { 'Content-Type': body.type, Accept: 'application/json' },
      });
      const { predictions: [prediction], members } = await response.json();
      if (mine !== round) {
        return;
      }
      reader.label = prediction.label;
      reader.drawing = drawing;
      show(prediction, members.length);
      fill(place);
    } catch (problem) {
      if (problem.name !== 'AbortError' && mine === round) {
        reader.clear();
        fill(place, errorBox(problem));
      }
    }
  }

  function show(prediction, members) {
    if (prediction.input) {
      input.src = URL.createObjectURL(picture(prediction.input));
      input.onload = () => URL.revokeObjectURL(input.src);
      input.hidden = false;
    }
    const votes = new Map(prediction.votes.map(({ label, trials }) => [label, trials]));
    fill(
      bars,
      prediction.classes.slice(0, 10).map(({ label, probability }, rank) =>
        h(
          'div',
          { class: rank === 0 ? 'bar first' : 'bar' },
          h('span', { class: 'label' }, label),
          h('meter', { min: 0, max: 1, value: probability, 'aria-label': label }, finePercent(probability)),
          h('span', { class: 'number' }, finePercent(probability)),
          members > 1 ? h('span', { class: 'hint' }, votes.has(label) ? plural(votes.get(label), 'vote') : '') : null,
        ),
      ),
    );
  }
}

function picture(base64) {
  const text = base64.replace(/^data:[^,]*,/, '');
  return new Blob([Uint8Array.from(atob(text), character => character.charCodeAt(0))], { type: 'image/png' });
}

/** A square of paper that takes strokes and calls back after each piece of one, and when the keyboard clears it. */
function square(drawn, cleared) {
  const canvas = h('canvas', {
    width: SIDE,
    height: SIDE,
    class: 'paper',
    role: 'img',
    tabindex: '0',
    'aria-label': 'A square to draw in. With the keyboard: the arrow keys move the pen, with Shift it draws, Delete clears.',
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let last = null;
  let pen = { x: SIDE / 2, y: SIDE / 2 };
  canvas.isEmpty = true;
  canvas.clear = () => {
    context.fillStyle = PAPER;
    context.fillRect(0, 0, SIDE, SIDE);
    canvas.isEmpty = true;
    canvas.drawing++;
    pen = { x: SIDE / 2, y: SIDE / 2 };
  };
  /** Counts up with every stroke and picture. */
  canvas.drawing = 0;
  canvas.picture = async () => {
    const { drawing } = canvas;
    const body = canvas.isEmpty ? null : await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
    return { drawing, body };
  };
  canvas.show = async picture => {
    canvas.clear();
    const bitmap = await createImageBitmap(picture).catch(() => null);
    if (bitmap) {
      const scale = Math.min(SIDE / bitmap.width, SIDE / bitmap.height);
      const [width, height] = [bitmap.width * scale, bitmap.height * scale];
      context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
      canvas.isEmpty = false;
    }
  };

  function stroke(from, to) {
    context.strokeStyle = INK;
    context.lineWidth = PEN;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
    canvas.isEmpty = false;
    canvas.drawing++;
    drawn();
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * SIDE) / box.width,
      y: ((event.clientY - box.top) * SIDE) / box.height,
    };
  }

  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) {
      return;
    }
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last, last);
  });
  canvas.addEventListener('pointermove', event => {
    if (last !== null) {
      const to = place(event);
      stroke(last, to);
      last = to;
    }
  });
  ['pointerup', 'pointercancel'].forEach(name => canvas.addEventListener(name, () => (last = null)));
  canvas.addEventListener('keydown', event => {
    const step = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8] }[event.key];
    if (step) {
      event.preventDefault();
      const to = {
        x: Math.min(SIDE, Math.max(0, pen.x + step[0])),
        y: Math.min(SIDE, Math.max(0, pen.y + step[1])),
      };
      if (event.shiftKey) {
        stroke(pen, to);
      }
      pen = to;
    } else if (event.key === 'Delete') {
      cleared();
    }
  });
  canvas.clear();
  return canvas;
}

function nobodyReads() {
  return h(
    'section',
    { class: 'empty' },
    h('h1', {}, 'Nobody can read yet'),
    h('p', {}, 'As soon as a first network is trained, it says here what it takes your drawing for.'),
    h('p', {}, h('a', { class: 'button primary', href: '#/new?preset=cnn-fast' }, 'Train one that reads well')),
  );
}
