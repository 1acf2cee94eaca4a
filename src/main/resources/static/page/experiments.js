/** All experiments, as they change. */

import { address, follow, get } from './api.js';
import { debounce, fill, h, throttle } from './dom.js';
import { accuracy, ago, count, plural, time } from './format.js';
import { badge, choice, connection, errorBox, isOver, progressBar, STATUSES, table } from './parts.js';
import { ASK_AGAIN } from './progress.js';
import { pageOf } from './results.js';

const SIZE = 50;
const REFRESH = 2000;

/** Shows the list. */
export default async function experiments(visit) {
  const { query, signal } = visit;
  visit.title('Experiments');
  let known = await load();
  const list = table({ caption: 'Experiments', columns: columns(), empty: 'No experiment matches.' }, known.items);
  const pages = h('nav', { class: 'row', 'aria-label': 'Pages' });
  const view = h('div', {});
  let asked = 0;
  let answered = 0;
  const refresh = throttle(REFRESH, signal, reload);
  const askAgain = throttle(ASK_AGAIN, signal, reload);
  show(known);
  follow('/events', { event: seen, state: connected }, signal);
  return view;

  /** At once, for the reader; events wait for their turn. What was asked for earlier and comes later is of no use. */
  async function reload() {
    const mine = ++asked;
    try {
      const answer = await load();
      connection('open');
      if (mine > answered) {
        answered = mine;
        show(answer);
      }
    } catch (problem) {
      if (problem.status === 0) {
        connection('lost');
      } else if (problem.name !== 'AbortError') {
        connection('open');
        fill(pages, errorBox(problem));
      }
    }
  }

  function load() {
    const of = page => ({ page, size: SIZE, status: query.get('status'), name: query.get('name'), sort: query.get('sort') });
    return pageOf(visit, page => get(address('/experiments', of(page)), signal));
  }

  function show(answer) {
    const wasEmpty = view.childElementCount === 0 || view.dataset.empty === 'true';
    known = answer;
    const isEmpty = answer.totalItems === 0 && !query.has('status') && !query.has('name');
    if (wasEmpty || isEmpty) {
      view.dataset.empty = String(isEmpty);
      fill(view, isEmpty ? nothingYet() : [head(), h('div', { class: 'card' }, list), pages]);
    }
    list.show(answer.items);
    fill(pages, answer.totalPages > 1 ? paging() : null, h('span', { class: 'hint' }, plural(answer.totalItems, 'experiment')));
  }

  function head() {
    const find = debounce(250, name => {
      visit.keep('page', null);
      visit.keep('name', name.trim());
      reload();
    });
    return [
      h(
        'div',
        { class: 'row spread' },
        h('h1', {}, 'Experiments'),
        h('a', { class: 'button primary', href: '#/new' }, 'New experiment'),
      ),
      h(
        'form',
        { class: 'row', role: 'search', onsubmit: event => event.preventDefault() },
        h(
          'span',
          { class: 'choice' },
          h('label', { for: 'find' }, 'Name'),
          h('input', {
            id: 'find',
            type: 'search',
            maxlength: 100,
            value: query.get('name') ?? '',
            oninput: event => find(event.target.value),
          }),
        ),
        choice('Status', [['', 'All'], ...STATUSES], query.get('status') ?? '', status => {
          visit.keep('page', null);
          visit.keep('status', status);
          reload();
        }),
        choice(
          'Order',
          [
            ['', 'Latest first'],
            ['id,asc', 'Oldest first'],
            ['name,asc', 'Name'],
          ],
          query.get('sort') ?? '',
          order => {
            visit.keep('sort', order);
            reload();
          },
        ),
      ),
    ];
  }

  function paging() {
    const turn = (to, words, rel) =>
      h(
        'button',
        {
          type: 'button',
          rel,
          disabled: to < 0 || to >= known.totalPages,
          onclick: () => {
            visit.keep('page', to === 0 ? null : to);
            reload();
          },
        },
        words,
      );
    const page = visit.number('page');
    return [
      turn(page - 1, 'Earlier page', 'prev'),
      h('span', {}, `Page ${count(page + 1)} of ${count(known.totalPages)}`),
      turn(page + 1, 'Next page', 'next'),
    ];
  }

  /** What an epoch changes may wait longer. */
  function seen(type) {
    (type === 'epoch' ? askAgain : refresh)();
  }

  function connected(state) {
    connection(state);
    if (state === 'open') {
      refresh();
    }
  }
}

function columns() {
  return [
    { name: 'Experiment', cell: item => h('a', { href: `#/experiments/${item.id}` }, `${item.id} · ${item.name}`), by: item => item.name },
    { name: 'Status', cell: item => badge(item.status), by: item => item.status },
    {
      name: 'Progress',
      short: true,
      cell: item => (isOver(item.status) && item.status === 'COMPLETED' ? plural(item.progress.epochsCompleted, 'epoch') : progressBar(item.progress, item.status)),
      by: item => item.progress.fraction,
    },
    { name: 'Trials', number: true, cell: item => count(item.trials), by: item => item.trials },
    { name: 'Best accuracy', number: true, cell: best, by: item => item.bestValidationAccuracy },
    { name: 'Dataset', cell: item => item.dataset ?? '', by: item => item.dataset },
    { name: 'Created', short: true, cell: item => h('time', { datetime: item.createdAt, title: time(item.createdAt) }, ago(item.createdAt)), by: item => item.createdAt },
  ];
}

function best(item) {
  const interval = item.bestValidationInterval;
  return [
    accuracy(item.bestValidationAccuracy),
    interval
      ? h('span', { class: 'hint' }, ` [${accuracy(interval.from)}, ${accuracy(interval.to)}]`)
      : null,
  ].reduce((cell, part) => (cell.append(part ?? ''), cell), h('span', {}));
}

function nothingYet() {
  return h(
    'section',
    { class: 'empty' },
    h('h1', {}, 'No experiment yet'),
    h('p', {}, 'An experiment trains a network on images, once or many times, and keeps every epoch.'),
    h('p', {}, h('a', { class: 'button primary', href: '#/new' }, 'Train a first network')),
    h('p', { class: 'hint' }, 'On two cores the smallest preset needs a few seconds.'),
  );
}
