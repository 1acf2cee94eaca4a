/** One experiment: its curves while they grow, its trials, its sweep, and what can be done with it. */

import { address, get, post, remove } from './api.js';
import { lineChart, smooth } from './chart.js';
import { announce, fill, freshId, h, refill, throttle } from './dom.js';
import { accuracy, cell, count, duration, figure, parameter, plural, time } from './format.js';
import {
  actionButton,
  ask,
  badge,
  choice,
  connection,
  copyable,
  curl,
  downloads,
  errorBox,
  isOver,
  picture,
  pictureWidth,
  progressBar,
  table,
  tick,
} from './parts.js';
import { go } from './router.js';
import { watch } from './watch.js';

const REFRESH = 1000;
const DRAW = 100;
const METRICS = {
  accuracy: { words: 'Accuracy', training: 'trainAccuracy', validation: 'validationAccuracy' },
  loss: { words: 'Loss', training: 'trainLoss', validation: 'validationLoss' },
};
/** More lines than this are shown as the means of their cells. */
const MOST_LINES = 12;

/** Shows one experiment. */
export default async function experiment(visit) {
  const { signal, query } = visit;
  const { id } = visit.parameters;
  const path = `/experiments/${id}`;
  let known = await get(path, signal);
  let curves = (await get(`${path}/curves`, signal)).trials;
  const chart = lineChart({ title: `Learning curves of ${known.name}`, x: 'Epoch' }, signal);
  const head = h('div', {});
  const facts = h('section', { class: 'card', 'aria-label': 'Progress' });
  const trials = trialTable(known);
  const pictures = sweepPictures(known, path, signal);
  const draw = throttle(DRAW, signal, () => chart.show(content(known, curves, query)));
  const refresh = throttle(REFRESH, signal, reload);
  show();
  draw();
  watch(id, { event: seen, state: connected }, signal);
  visit.title(known.name);
  return h(
    'div',
    {},
    head,
    facts,
    h('section', { class: 'card' }, h('h2', {}, 'Learning curves'), curveControls(), chart, curveFiles(path, id)),
    pictures?.element ?? null,
    h(
      'section',
      { class: 'card' },
      h(
        'div',
        { class: 'row spread' },
        h('h2', {}, 'Trials'),
        h('a', { href: `#${path}/errors` }, 'The images that they miss'),
      ),
      trials,
    ),
    specification(known),
  );

  function show() {
    refill(head, [known.name, known.status, known.reason, known.spec.training.epochs], () => heading(known, path, reload));
    fill(facts, standing(known));
    trials.show(known.trials);
  }

  async function reload() {
    try {
      const before = known.status;
      known = await get(path, signal);
      if (signal.aborted) {
        return;
      }
      show();
      draw();
      pictures?.refresh(known);
      if (before !== known.status) {
        announce(`${known.name}: ${known.status.toLowerCase()}`);
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(facts, errorBox(problem));
      }
    }
  }

  function seen(type, data) {
    if (type === 'epoch') {
      const trial = curves.find(({ trial: number }) => number === data.trial);
      if (trial && !trial.epochs.some(({ epoch }) => epoch === data.epoch)) {
        trial.epochs.push(data);
        trial.epochs.sort((one, other) => one.epoch - other.epoch);
        draw();
        refresh();
      }
    } else {
      refresh();
    }
  }

  function connected(state) {
    connection(state);
    if (state === 'gone') {
      fill(head, h('h1', {}, known.name), h('p', { class: 'note' }, 'This experiment was deleted.'));
    }
  }

  function curveControls() {
    const keep = (name, fallback) => value => {
      visit.keep(name, value === fallback ? null : value);
      draw();
    };
    const reach = Number(query.get('smooth') ?? 0);
    const slider = freshId('smooth');
    return h(
      'div',
      { class: 'row' },
      choice('Metric', Object.entries(METRICS).map(([name, { words }]) => [name, words]), query.get('metric') ?? 'accuracy', keep('metric', 'accuracy')),
      choice(
        'Lines',
        [
          ['', 'By default'],
          ['trials', 'Every trial'],
          ['cells', 'Mean of replicates, with its spread'],
        ],
        query.get('lines') ?? '',
        keep('lines', ''),
      ),
      tick('Training, too', query.get('training') !== 'no', on => keep('training', '')(on ? '' : 'no')),
      tick('Logarithmic', query.get('log') === 'yes', on => keep('log', '')(on ? 'yes' : '')),
      h(
        'span',
        { class: 'choice' },
        h('label', { for: slider }, 'Smoothing'),
        h('input', {
          id: slider,
          type: 'range',
          min: 0,
          max: 10,
          value: reach,
          oninput: event => keep('smooth', '0')(event.target.value),
        }),
      ),
    );
  }
}

/** The lines of the chart, by what the address asks for. */
function content(experiment, curves, query) {
  const metric = METRICS[query.get('metric')] ?? METRICS.accuracy;
  const log = query.get('log') === 'yes';
  const reach = Number(query.get('smooth') ?? 0);
  const last = curves.reduce((most, { epochs }) => Math.max(most, epochs.at(-1)?.epoch ?? 0), 0);
  const x = Array.from({ length: last }, (_, index) => index + 1);
  const groups = grouped(experiment, curves, query.get('lines'));
  const kinds = query.get('training') === 'no' ? ['validation'] : ['validation', 'training'];
  const lines = groups.flatMap(({ label, members }, index) =>
    kinds.map(kind => ({
      ...line(members, metric[kind], x, reach, log),
      label: groups.length === 1 ? (kind === 'training' ? 'Training' : 'Validation') : `${label}${kind === 'training' ? ', training' : ''}`,
      colour: groups.length === 1 && kind === 'training' ? 1 : index,
      dashed: kind === 'training',
    })),
  );
  return { x, y: metric.words, log, lines };
}

function grouped(experiment, curves, wanted) {
  const cells = new Map();
  for (const trial of curves) {
    const name = cell(trial.parameters) || experiment.name;
    cells.set(name, [...(cells.get(name) ?? []), trial]);
  }
  const byCell = wanted === 'cells' || (wanted !== 'trials' && (curves.length > MOST_LINES || experiment.spec.replicates > 1));
  return byCell
    ? [...cells].map(([label, members]) => ({ label, members }))
    : curves.map(trial => ({
        label: [cell(trial.parameters), experiment.spec.replicates > 1 ? `seed ${trial.seed}` : '']
          .filter(part => part !== '')
          .join(', ') || `trial ${trial.trial}`,
        members: [trial],
      }));
}

/** The mean over replicates, with a band from the lowest to the highest of them. */
function line(members, field, x, reach, log) {
  const rows = members.map(({ epochs }) => new Map(epochs.map(metrics => [metrics.epoch, metrics[field]])));
  const at = x.map(epoch => rows.map(row => row.get(epoch)).filter(value => Number.isFinite(value) && (!log || value > 0)));
  const of = summary => smooth(at.map(values => (values.length === 0 ? null : summary(values))), reach);
  const mean = of(values => values.reduce((sum, value) => sum + value, 0) / values.length);
  return members.length === 1
    ? { values: mean }
    : { values: mean, band: { low: of(values => Math.min(...values)), high: of(values => Math.max(...values)) } };
}

function heading(experiment, path, reload) {
  const over = isOver(experiment.status);
  const again = async action => {
    await action();
    await reload();
  };
  return [
    h(
      'div',
      { class: 'row spread' },
      h('h1', {}, experiment.name, ' ', badge(experiment.status)),
      h(
        'div',
        { class: 'row' },
        over ? null : actionButton('Cancel', () => again(() => post(`${path}/cancel`))),
        ['CANCELLED', 'FAILED'].includes(experiment.status)
          ? actionButton('Resume', () => again(() => post(`${path}/resume`)), { class: 'primary' })
          : null,
        over ? h('button', { type: 'button', onclick: () => longer(experiment, path, reload) }, 'More epochs') : null,
        h('a', { class: 'button', href: `#/new?from=${experiment.id}` }, 'Repeat with changes'),
        h('a', { class: 'button', href: `#/compare?experiments=${experiment.id}` }, 'Compare'),
        experiment.status === 'COMPLETED'
          ? h('a', { class: 'button', href: `#/draw?experiments=${experiment.id}` }, 'Draw a digit')
          : null,
        h('button', { type: 'button', onclick: () => discard(experiment, path) }, 'Delete'),
      ),
    ),
    experiment.reason ? h('p', { class: 'note' }, experiment.reason) : null,
  ];
}

function longer(experiment, path, reload) {
  const present = experiment.spec.training.epochs;
  const input = h('input', { id: 'more-epochs', type: 'number', min: present + 1, value: 2 * present, required: true });
  return ask(
    {
      title: 'Train for more epochs',
      body: h(
        'div',
        { class: 'field' },
        h('label', { for: 'more-epochs' }, 'Epochs in all'),
        input,
        h('span', { class: 'hint' }, `Each trial goes on from where it ended, after ${plural(present, 'epoch')}.`),
      ),
      yes: 'Train on',
    },
    async () => {
      await post(`${path}/resume`, { epochs: Number(input.value) });
      await reload();
    },
  );
}

async function discard(experiment, path) {
  const words = `“${experiment.name}” with ${plural(experiment.trials.length, 'trial')}, all its epochs and its trained networks is gone for good.`;
  const done = await ask({ title: 'Delete this experiment?', body: words, yes: 'Delete', danger: true }, () => remove(path));
  if (done) {
    announce('The experiment was deleted');
    go('/experiments');
  }
}

function standing(experiment) {
  const best = experiment.trials.filter(trial => trial.best).sort((one, other) => other.best.validationAccuracy - one.best.validationAccuracy)[0];
  const finals = experiment.trials.filter(trial => trial.final).map(trial => trial.final.validationAccuracy);
  const error = best?.accuracyStandardErrors?.best;
  return [
    h(
      'div',
      { class: 'figures' },
      number('Best validation accuracy', accuracy(best?.best.validationAccuracy), best ? `trial ${best.trial}, epoch ${best.best.epoch}${error ? `, ± ${accuracy(error)} (standard error)` : ''}` : 'after the first epoch'),
      number('Mean of the last epochs', finals.length > 0 ? accuracy(finals.reduce((sum, value) => sum + value, 0) / finals.length) : '–', plural(finals.length, 'trial')),
      number('Trials', `${count(experiment.trials.filter(({ status }) => status === 'COMPLETED').length)} of ${count(experiment.trials.length)}`, 'completed'),
      experiment.finishedAt && experiment.startedAt
        ? number('Time', duration((new Date(experiment.finishedAt) - new Date(experiment.startedAt)) / 1000), time(experiment.finishedAt))
        : null,
    ),
    experiment.status === 'COMPLETED' ? null : progressBar(experiment.progress, experiment.status),
  ];
}

function number(words, value, hint) {
  return h('div', {}, h('span', { class: 'hint' }, words), h('div', { class: 'figure' }, value), h('span', { class: 'hint' }, hint));
}

function trialTable(experiment) {
  const swept = Object.keys(experiment.spec.sweep);
  const short = path => path.replace(/^.*\./, '');
  return table(
    {
      caption: 'Trials',
      columns: [
        { name: 'Trial', number: true, cell: trial => h('a', { href: `#/experiments/${experiment.id}/trials/${trial.trial}` }, String(trial.trial)), by: trial => trial.trial },
        ...swept.map(path => ({ name: short(path), cell: trial => parameter(trial.parameters[path]), by: trial => trial.parameters[path] })),
        { name: 'Seed', number: true, cell: trial => String(trial.seed), by: trial => trial.seed },
        { name: 'Status', cell: status, by: trial => trial.status },
        { name: 'Epochs', number: true, cell: trial => `${trial.epochsCompleted} of ${trial.epochsTotal}`, by: trial => trial.epochsCompleted },
        { name: 'Best accuracy', number: true, cell: trial => accuracy(trial.best?.validationAccuracy), by: trial => trial.best?.validationAccuracy },
        { name: 'Last accuracy', number: true, cell: trial => accuracy(trial.final?.validationAccuracy), by: trial => trial.final?.validationAccuracy },
        { name: 'Last loss', number: true, cell: trial => figure(trial.final?.validationLoss), by: trial => trial.final?.validationLoss },
        { name: 'Epoch takes', number: true, cell: trial => duration(trial.final?.seconds), by: trial => trial.final?.seconds },
      ],
    },
    experiment.trials,
  );
}

function status(trial) {
  const words = trial.reason ?? trial.note;
  return h('span', {}, badge(trial.status), words ? h('div', { class: 'hint' }, words) : null);
}

/** What the service draws of a sweep; null where nothing is swept and nothing repeated. */
function sweepPictures(experiment, path, signal) {
  const swept = Object.keys(experiment.spec.sweep);
  if (swept.length === 0) {
    return null;
  }
  const size = { width: pictureWidth(), height: 480 };
  const sweep = picture(address(`${path}/sweep.svg`, size), `Validation accuracy over ${swept.join(' and ')}, with the standard deviation of the replicates`, signal);
  const effects = swept.length > 1 ? picture(address(`${path}/effects.svg`, size), `How much of the variation ${swept.join(' and ')} explain`, signal) : null;
  const rows = table(
    {
      caption: 'Cells of the sweep',
      empty: 'No trial has an epoch yet.',
      columns: [
        ...swept.map(name => ({ name: name.replace(/^.*\./, ''), cell: one => parameter(one.parameters[name]), by: one => one.parameters[name] })),
        { name: 'Trials', number: true, cell: one => `${one.count} of ${one.replicates}`, by: one => one.count },
        { name: 'Mean accuracy', number: true, cell: one => accuracy(one.final?.mean), by: one => one.final?.mean },
        { name: 'Standard deviation', number: true, cell: one => accuracy(one.final?.standardDeviation), by: one => one.final?.standardDeviation },
        { name: 'Behind the best', cell: gapWords, by: one => one.finalGap?.difference },
      ],
    },
    [],
  );
  let completed = -1;
  const refresh = async ({ trials }) => {
    const now = trials.filter(({ status: present }) => isOver(present)).length;
    if (now === completed) {
      return;
    }
    completed = now;
    sweep.refresh();
    effects?.refresh();
    try {
      rows.show((await get(`${path}/sweep`, signal)).cells);
    } catch (problem) {
      completed = -1;
      if (problem.name !== 'AbortError') {
        connection(problem.status === 0 ? 'lost' : 'open');
      }
    }
  };
  refresh(experiment);
  const files = name => downloads(name === 'sweep' ? 'Sweep' : 'Effects', ['png', 'svg', 'csv'].map(format => [format.toUpperCase(), `${path}/${name}.${format}`, `experiment-${experiment.id}-${name}.${format}`]));
  return {
    refresh,
    element: h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Sweep'),
      sweep,
      files('sweep'),
      rows,
      effects === null ? null : [h('h3', {}, 'Which parameter matters'), effects, files('effects')],
    ),
  };
}

/** Whether a cell is worse than the best one by more than chance. */
function gapWords(one) {
  const gap = one.finalGap;
  if (!gap) {
    return '';
  }
  const sign = accuracy(gap.difference);
  const answer = gap.paired?.otherSeeds ?? gap.paired?.otherImages;
  if (!answer) {
    return sign;
  }
  return `${sign}, ${answer.significant ? 'more than chance' : 'may be chance'} (p = ${figure(answer.adjustedP)})`;
}

function curveFiles(path, id) {
  return downloads('Curves', ['png', 'svg', 'csv'].map(format => [format.toUpperCase(), `${path}/curves.${format}`, `experiment-${id}-curves.${format}`]));
}

function specification(experiment) {
  const { spec } = experiment;
  return h(
    'details',
    { class: 'card' },
    h('summary', {}, 'The request that makes this experiment'),
    copyable('Request as JSON', JSON.stringify(spec, null, 2)),
    copyable('curl', curl('/experiments', spec)),
  );
}
