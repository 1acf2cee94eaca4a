/** Chosen experiments beside each other: their curves, their figures, and whether they differ by more than chance. */

import { address, get } from './api.js';
import { cellsOf } from './build-request.js';
import { lineChart } from './chart.js';
import { chooser, untick } from './chooser.js';
import { announce, fill, h, refill } from './dom.js';
import { accuracy, count, plural } from './format.js';
import { poll } from './later.js';
import { badge, choice, downloads, errorBox, isOver, table, tick } from './parts.js';
import { pairs } from './pairs.js';

const MOST = 12;
const POLL = 3000;

/** Shows the comparison that the address names, and what else could be in it. */
export default async function compare(visit) {
  const { query, signal } = visit;
  visit.title('Compare');
  const wanted = (query.get('experiments') ?? '')
    .split(',')
    .map(Number)
    .filter(id => Number.isInteger(id) && id > 0);
  const chosen = new Map();
  const missing = [];
  await Promise.all([...new Set(wanted)].slice(0, MOST).map(meet));
  const chips = h('ul', { class: 'chips', 'aria-label': 'Chosen experiments' });
  const place = h('div', {});
  const tests = h('div', {});
  const curveFiles = h('div', {});
  const figureFiles = h('div', {});
  const figures = table({ caption: 'Figures of the cells', columns: columns() }, []);
  const chart = lineChart({ title: 'Mean learning curves', x: 'Epoch' }, signal);
  let answer = null;
  let round = 0;
  /** Whether nobody has answered what was asked last. */
  let lost = false;
  showChips();
  await load();
  poll(POLL, signal, async () => {
    if (lost || answer?.cells.some(({ trials }) => trials.some(({ status }) => !isOver(status)))) {
      await update().catch(problem => {
        if (problem.status !== 0) {
          refuse(problem);
        }
        throw problem;
      });
    }
  });
  return h(
    'div',
    {},
    h('h1', {}, 'Compare'),
    missing.length > 0 ? h('p', { class: 'note' }, `There is no experiment ${missing.join(' and no ')} (any more).`) : null,
    box('Which experiments', chips, await chooser({ chosen, most: MOST, change }, signal)),
    place,
  );

  /** An experiment of the address, which may be older than the experiment is. */
  async function meet(id) {
    try {
      chosen.set(id, await get(`/experiments/${id}`, signal));
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      missing.push(id);
    }
  }

  async function load() {
    const ids = [...chosen.keys()].sort((one, other) => one - other);
    visit.keep('experiments', ids.join(','));
    if (ids.length === 0 || (ids.length === 1 && cells(chosen.get(ids[0])) < 2)) {
      round++;
      lost = false;
      answer = null;
      fill(
        place,
        nothing(
          ids.length === 1
            ? 'Tick a second experiment to compare with this one.'
            : 'Tick two experiments or more. An experiment with a sweep can stand alone: its cells are compared.',
        ),
      );
      return;
    }
    await update().catch(refuse);
  }

  /** An answer that comes after a later question is of no use, nor is a refusal. */
  async function update() {
    const mine = ++round;
    try {
      const now = await get(address('/comparisons', asked()), signal);
      if (mine === round) {
        lost = false;
        answer = now;
        show();
      }
    } catch (problem) {
      if (mine === round) {
        throw problem;
      }
    }
  }

  function refuse(problem) {
    if (problem.name !== 'AbortError') {
      lost = problem.status === 0;
      answer = null;
      fill(place, errorBox(problem));
    }
  }

  function asked() {
    return {
      experiments: [...chosen.keys()].sort((one, other) => one - other).join(','),
      metric: metric() === 'accuracy' ? null : metric(),
    };
  }

  function metric() {
    return query.get('metric') === 'loss' ? 'loss' : 'accuracy';
  }

  function show() {
    if (!place.contains(chart)) {
      fill(place, curves(), box('Do they differ?', tests), box('Figures', h('div', { class: 'named' }, figures), figureFiles));
    }
    refill(tests, [asked(), answer.pairs], () => [pairs(answer), files('Tests', [['CSV', 'csv', { table: 'pairs' }]])]);
    refill(curveFiles, asked(), () =>
      files('Curves', [
        ['PNG', 'png'],
        ['SVG', 'svg'],
        ['CSV', 'csv', { table: 'curves' }],
      ]),
    );
    refill(figureFiles, asked(), () => files('Figures', [['CSV', 'csv', { table: 'cells' }]]));
    figures.show(answer.cells);
    showChips();
    drawCurves();
  }

  function curves() {
    return box(
      'Learning curves',
      h(
        'div',
        { class: 'row' },
        choice(
          'Metric',
          [
            ['accuracy', 'Accuracy'],
            ['loss', 'Loss'],
          ],
          metric(),
          value => {
            visit.keep('metric', value === 'accuracy' ? null : value);
            load();
          },
        ),
        tick('Show training', query.get('training') === 'yes', on => redraw('training', on)),
        tick('Log scale', query.get('log') === 'yes', on => redraw('log', on)),
      ),
      chart,
      h(
        'p',
        { class: 'hint' },
        'A line is the mean of the replicates, the band around it their standard deviation to both sides.',
      ),
      curveFiles,
    );
  }

  function redraw(name, on) {
    visit.keep(name, on ? 'yes' : null);
    drawCurves();
  }

  function drawCurves() {
    const log = query.get('log') === 'yes';
    const kinds = query.get('training') === 'yes' ? ['validation', 'training'] : ['validation'];
    const last = Math.max(0, ...answer.cells.map(({ curve }) => curve.validation.epochs.length));
    chart.show({
      x: Array.from({ length: last }, (_, index) => index + 1),
      y: answer.metric === 'loss' ? 'Loss' : 'Accuracy',
      log,
      lines: answer.cells.flatMap(({ label, curve }, index) =>
        kinds.map(kind => ({
          ...line(curve[kind].epochs, last, log),
          label: kind === 'training' ? `${label}, training` : label,
          colour: index,
          dashed: kind === 'training',
        })),
      ),
    });
  }

  function files(label, formats) {
    const stem = () => `comparison-${[...chosen.keys()].join('-')}-${label.toLowerCase()}`;
    return downloads(
      label,
      formats.map(([word, format, more]) => [
        word,
        address(`/comparisons.${format}`, { ...asked(), ...more }),
        `${stem()}.${format}`,
      ]),
    );
  }

  function showChips() {
    const shown = [...chosen.values()]
      .sort((one, other) => one.id - other.id)
      .map(({ id, name, status }) => ({ id, name, status: statusOf(id) ?? status }));
    refill(chips, shown, () =>
      shown.map(({ id, name, status }) =>
        h(
          'li',
          {},
          h('a', { href: `#/experiments/${id}` }, `${id} · ${name}`),
          isOver(status) ? null : badge(status),
          h('button', { type: 'button', class: 'quiet', 'aria-label': `Take away ${name}`, onclick: () => takeAway(id) }, '✕'),
        ),
      ),
    );
  }

  /** Of an experiment by its trials, as the last comparison has them; undefined where it has none. */
  function statusOf(id) {
    const all = (answer?.cells ?? []).filter(({ experiment }) => experiment === id).flatMap(({ trials }) => trials.map(({ status }) => status));
    return all.every(status => status === 'QUEUED') || all.every(isOver) ? all[0] : 'RUNNING';
  }

  async function takeAway(id) {
    untick(id);
    await change(id, false);
    (chips.querySelector('button') ?? chips.parentElement.querySelector('summary')).focus();
  }

  async function change(id, on) {
    try {
      if (on) {
        await meet(id);
      } else {
        chosen.delete(id);
      }
      showChips();
      announce(`${plural(chosen.size, 'experiment')} chosen`);
      await load();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(place, errorBox(problem));
      }
    }
  }
}

const nothing = words => h('div', { class: 'empty' }, h('p', {}, words));

const box = (title, ...content) => h('section', { class: 'card' }, h('h2', {}, title), content);

/** How many cells an experiment has. */
const cells = ({ spec }) => cellsOf(spec);

/** The mean of a cell, with a standard deviation to both sides where there are replicates. */
function line(epochs, last, log) {
  const fit = value => (typeof value === 'number' && Number.isFinite(value) && (!log || value > 0) ? value : null);
  const at = from => Array.from({ length: last }, (_, index) => (epochs[index] ? fit(from(epochs[index])) : null));
  const values = at(({ mean }) => mean);
  return epochs.some(({ standardDeviation }) => standardDeviation !== null)
    ? {
        values,
        band: {
          low: at(({ mean, standardDeviation }) => mean - (standardDeviation ?? 0)),
          high: at(({ mean, standardDeviation }) => mean + (standardDeviation ?? 0)),
        },
      }
    : { values };
}

function columns() {
  const spread = (name, field) => ({
    name,
    number: true,
    cell: one =>
      one[field] === null
        ? '–'
        : `${accuracy(one[field].mean)}${one[field].standardDeviation === null ? '' : ` ± ${accuracy(one[field].standardDeviation)}`}`,
    by: one => one[field]?.mean,
  });
  return [
    { name: 'Cell', cell: one => h('a', { href: `#/experiments/${one.experiment}` }, one.label), by: one => one.cell },
    { name: 'Completed', number: true, cell: one => `${count(one.count)} of ${count(one.trials.length)}`, by: one => one.count },
    spread('Best epoch', 'best'),
    spread('Last epoch', 'final'),
    spread('On the test images', 'test'),
    {
      name: 'Validated on',
      cell: one => (one.validation.source === 'holdout' ? `${count(one.validation.images)} held out` : 'test images'),
    },
  ];
}
