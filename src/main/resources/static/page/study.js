/** One study: its questions with their experiments, and its report. */

import { get, key, post, remove, within } from './api.js';
import { announce, fill, h, refill } from './dom.js';
import { duration, plural, time } from './format.js';
import { poll } from './later.js';
import { actionButton, ask, badge, downloads, isOver, progressBar, table } from './parts.js';
import { go } from './router.js';

const POLL = 3000;
const MOST_COMPARED = 12;
const RESUMABLE = ['CANCELLED', 'FAILED'];

/** Shows one study. */
export default async function study(visit) {
  const { signal } = visit;
  const { id } = visit.parameters;
  const path = `/studies/${id}`;
  let known = await get(path, signal);
  visit.title(known.name);
  const head = h('div', {});
  const standing = h('section', { class: 'card', 'aria-label': 'Progress' });
  const report = h('section', { class: 'card' });
  const questions = new Map(Map.groupBy(known.experiments, ({ question }) => question));
  const tables = [...questions].map(([question, experiments]) => ({
    question,
    rows: aligned(table({ caption: `Experiments of question ${question}`, columns: columns() }, experiments)),
  }));
  show();
  poll(POLL, signal, async () => {
    if (!isOver(known.status)) {
      await reload();
    }
  });
  return h(
    'div',
    {},
    head,
    standing,
    report,
    tables.map(({ question, rows }) =>
      h(
        'section',
        { class: 'card' },
        h('div', { class: 'row spread' }, h('h2', {}, `Question ${question}`), comparison(question)),
        rows,
      ),
    ),
  );

  function comparison(question) {
    const ids = questions
      .get(question)
      .map(one => one.id)
      .slice(0, MOST_COMPARED);
    return ids.length < 2 ? null : h('a', { class: 'button', href: `#/compare?experiments=${ids.join(',')}` }, 'Compare these');
  }

  function show() {
    const { status, experiments } = known;
    refill(head, [status, experiments.map(one => one.status)], heading);
    fill(standing, standingWords());
    refill(
      report,
      experiments.map(one => one.status),
      () => reportOf(known, path),
    );
    tables.forEach(({ question, rows }) => rows.show(known.experiments.filter(one => one.question === question)));
  }

  async function reload() {
    const before = known.status;
    try {
      known = await get(path, signal);
    } catch (problem) {
      if (problem.status === 404) {
        known = { ...known, status: 'CANCELLED' };
        fill(head, h('h1', {}, known.name), h('p', { class: 'note' }, 'This study was deleted.'));
        return;
      }
      throw problem;
    }
    show();
    if (before !== known.status) {
      announce(`${known.name}: ${known.status.toLowerCase()}`);
    }
  }

  function heading() {
    const again = async call => {
      await post(`${path}/${call}`);
      await reload();
    };
    const resumable = known.experiments.some(({ status }) => RESUMABLE.includes(status));
    return h(
      'div',
      { class: 'row spread' },
      h('h1', {}, known.name, ' ', badge(known.status)),
      h(
        'div',
        { class: 'row' },
        isOver(known.status) ? null : actionButton('Cancel', () => again('cancel')),
        resumable ? actionButton('Resume', () => again('resume'), { class: 'primary' }) : null,
        h('button', { type: 'button', onclick: discard }, 'Delete'),
      ),
    );
  }

  async function discard() {
    const words = `“${known.name}” and its ${plural(known.experiments.length, 'experiment')}, with all their epochs and trained networks, are gone for good.`;
    const done = await ask({ title: 'Delete this study?', body: words, yes: 'Delete', danger: true }, () => remove(path));
    if (done) {
      announce('The study was deleted');
      go('/studies');
    }
  }

  function standingWords() {
    const completed = known.experiments.filter(({ status }) => status === 'COMPLETED').length;
    const took =
      known.status === 'COMPLETED' && known.startedAt && known.finishedAt
        ? `, ${duration((new Date(known.finishedAt) - new Date(known.startedAt)) / 1000)} from the first start to the end`
        : '';
    return [
      h(
        'p',
        {},
        `${completed} of ${plural(known.experiments.length, 'experiment')} ${completed === 1 ? 'is' : 'are'} completed${took}. Created ${time(known.createdAt)} from the template ${known.template}.`,
      ),
      known.status === 'COMPLETED' ? null : progressBar(known.progress, known.status),
    ];
  }
}

function columns() {
  return [
    {
      name: 'Experiment',
      cell: one => h('a', { href: `#/experiments/${one.id}` }, `${one.id} · ${one.name}`),
      by: one => one.name,
    },
    { name: 'Status', cell: one => badge(one.status), by: one => one.status },
    { name: 'Progress', cell: progress, by: one => one.progress.fraction },
  ];
}

function progress({ progress: come, status }) {
  return status === 'COMPLETED' ? plural(come.epochsCompleted, 'epoch') : progressBar(come, status);
}

/** Several tables below each other, with their columns in one place. */
function aligned(rows) {
  rows.classList.add('aligned', 'named');
  return rows;
}

/** A link cannot carry a key: with one, the page is downloaded instead of opened. */
function reportOf({ id, status, experiments }, path) {
  const left = experiments.filter(one => one.status !== 'COMPLETED').length;
  const file = (word, format) => [word, `${path}/report.${format}`, `study-${id}-report.${format}`];
  const files = [file('PDF', 'pdf'), file('Markdown', 'md'), file('zip', 'zip')];
  const open = key.get() === null;
  return [
    h('h2', {}, 'Report'),
    status === 'COMPLETED'
      ? h('p', {}, 'It answers the questions in their order, and ends with what it rests on.')
      : h(
          'p',
          { class: 'note' },
          `It is not complete yet: ${plural(left, 'experiment')} ${left === 1 ? 'is' : 'are'} unfinished. It holds what there is, and says what is missing.`,
        ),
    open
      ? h(
          'p',
          {},
          h('a', { class: 'button primary', href: within(`${path}/report.html`), target: '_blank', rel: 'noopener' }, 'Open the report'),
        )
      : null,
    downloads('Download', open ? files : [file('HTML', 'html'), ...files]),
    h('p', { class: 'hint apart' }, 'The first time takes a minute or two, since some of its networks are scored on shifted images.'),
  ];
}
