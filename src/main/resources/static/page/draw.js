/** A square to draw in, and what trained networks take the drawing for while the pen moves. */

import { get } from './api.js';
import { announce, fill, h } from './dom.js';
import { square } from './paper.js';
import { everything, tick } from './parts.js';
import { readerOf } from './reader.js';

const MOST = 6;
const CHOSEN_AT_FIRST = 3;
/** The latest, beside those that the address names. */
const OFFERED = 100;

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
  const { true: named = [], false: others = [] } = Object.groupBy(completed, ({ id }) => wanted.includes(id));
  const candidates = [...named, ...others.slice(0, OFFERED)];
  named.slice(0, MOST).forEach(add);
  judge();
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
        paper.frame,
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
      accept: 'image/png,image/jpeg,image/gif,image/webp',
      'aria-label': 'Open a picture',
      /* So that the same file can be opened again. */
      onclick: event => (event.target.value = ''),
      onchange: event => {
        const [picture] = event.target.files;
        if (picture) {
          paper.show(picture);
          read();
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
  const current = group.filter(reader => reader.drawing === drawing);
  read.forEach(reader => reader.element.classList.toggle('outdated', reader.drawing !== drawing));
  group.forEach(reader => reader.element.classList.remove('dissents'));
  if (read.length === 0) {
    return { label: null, words: '' };
  }
  if (current.length < group.length) {
    return { label: '', words: ' …' };
  }
  const labels = new Set(read.map(({ label }) => label));
  if (labels.size === 1) {
    return { label: [...labels][0], words: agreement(read.length) };
  }
  const most = majority(read);
  read.filter(({ label }) => label !== most).forEach(reader => reader.element.classList.add('dissents'));
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

function nobodyReads() {
  return h(
    'section',
    { class: 'empty' },
    h('h1', {}, 'No trained network yet'),
    h('p', {}, 'As soon as a network has been trained, it reads what you draw here.'),
    h('p', {}, h('a', { class: 'button primary', href: '#/new?preset=cnn-fast' }, 'Train one that reads well')),
  );
}
