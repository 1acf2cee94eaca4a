/** One experiment: its curves while they grow, its trials, its sweep, and what can be done with it. */

import { address, get, post, remove } from './api.js';
import { lineChart } from './chart.js';
import { curveLines, METRICS } from './curves.js';
import { announce, fill, freshId, h, refill, throttle } from './dom.js';
import { accuracy, count, duration, figure, plural, time } from './format.js';
import { labelsOf } from './labels.js';
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
  progressBar,
  table,
  tick,
} from './parts.js';
import { added, advanced, ASK_AGAIN, learnt } from './progress.js';
import { keyFigure } from './results.js';
import { go } from './router.js';
import { sweepPictures } from './sweep.js';
import { watch } from './watch.js';

const REFRESH = 1000;
const DRAW = 100;

/** Shows one experiment. */
export default async function experiment(visit) {
  const { signal, query } = visit;
  const { id } = visit.parameters;
  const path = `/experiments/${id}`;
  let known = await get(path, signal);
  let curves = (await get(`${path}/curves`, signal)).trials;
  let asked = 0;
  const chart = lineChart({ title: `Learning curves of ${known.name}`, x: 'Epoch' }, signal);
  const head = h('div', {});
  const facts = h('section', { class: 'card', 'aria-label': 'Progress' });
  const trials = trialTable(known);
  const files = h('div', {});
  const request = specification();
  const pictures = sweepPictures(known, path, signal);
  const draw = throttle(DRAW, signal, () => chart.show(curveLines(known, curves, visit)));
  const standings = throttle(REFRESH, signal, show);
  const refresh = throttle(REFRESH, signal, reload);
  const askAgain = throttle(ASK_AGAIN, signal, reload);
  const lookForMore = throttle(REFRESH, signal, more);
  show();
  draw();
  watch(id, { event: seen, state: connected }, signal);
  visit.title(known.name);
  return h(
    'div',
    {},
    head,
    facts,
    h('section', { class: 'card' }, h('h2', {}, 'Learning curves'), curveControls(), chart, files),
    pictures?.element ?? null,
    h(
      'section',
      { class: 'card' },
      h(
        'div',
        { class: 'row spread' },
        h('h2', {}, 'Trials'),
        h('a', { href: `#${path}/errors` }, 'Images they get wrong'),
      ),
      trials,
    ),
    request,
  );

  function show() {
    refill(head, [known.name, known.status, known.reason, known.spec.training.epochs, canGoFurther(known)], () => heading(known, path, reload));
    fill(facts, standing(known));
    trials.show(known.trials);
    request.show(known);
    showFiles();
  }

  function showFiles() {
    const metric = Object.hasOwn(METRICS, query.get('metric')) ? query.get('metric') : null;
    refill(files, metric, () => curveFiles(path, id, metric));
  }

  /** An answer that comes after that of a later question is of no use. */
  async function reload() {
    const mine = ++asked;
    try {
      const before = known.status;
      const answer = await get(path, signal);
      if (signal.aborted || mine < asked) {
        return;
      }
      known = answer;
      show();
      draw();
      pictures?.refresh(known);
      if (before !== known.status) {
        announce(`${known.name}: ${known.status.toLowerCase()}`);
      }
    } catch (problem) {
      if (problem.name !== 'AbortError' && mine === asked) {
        fill(facts, errorBox(problem));
      }
    }
  }

  /** A halving adds trials. Of each curve the longer one is kept: epochs come in while it is fetched. */
  async function more() {
    try {
      const fetched = (await get(`${path}/curves`, signal)).trials;
      curves = fetched.map(one => {
        const had = curves.find(({ trial }) => trial === one.trial);
        return had && had.epochs.length > one.epochs.length ? had : one;
      });
      connection('open');
      draw();
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        connection(problem.status === 0 ? 'lost' : 'open');
      }
    }
  }

  function seen(type, data) {
    if (type === 'epoch') {
      const trial = curves.find(({ trial: number }) => number === data.trial);
      if (!trial) {
        lookForMore();
      } else if (added(trial.epochs, data)) {
        const now = known.trials.map(one => (one.trial === data.trial ? learnt(one, data, known.spec) : one));
        if (now.some((one, index) => one !== known.trials[index])) {
          known.progress = advanced(known.progress);
        }
        known.trials = now;
        draw();
        standings();
        askAgain();
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
    const reach = visit.number('smooth');
    const slider = freshId('smooth');
    return h(
      'div',
      { class: 'row' },
      choice('Metric', Object.entries(METRICS).map(([name, { words }]) => [name, words]), query.get('metric') ?? 'accuracy', value => {
        keep('metric', 'accuracy')(value);
        showFiles();
      }),
      choice(
        'Lines',
        [
          ['', 'Automatic'],
          ['trials', 'Every trial'],
          ['cells', 'Mean of replicates, with its spread'],
        ],
        query.get('lines') ?? '',
        keep('lines', ''),
      ),
      tick('Show training', query.get('training') !== 'no', on => keep('training', '')(on ? '' : 'no')),
      tick('Log scale', query.get('log') === 'yes', on => keep('log', '')(on ? 'yes' : '')),
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
        over && canGoFurther(experiment) ? h('button', { type: 'button', onclick: () => longer(experiment, path, reload) }, 'More epochs') : null,
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

/** Whether a training's learning rates follow from how many epochs it has. */
const endsWithTraining = ({ spec }) => ['cosine', 'oneCycle'].includes(spec.training.schedule.type);

const isStopped = ({ trials }) => trials.some(({ pruned }) => pruned);

/** Whether the service would let it have more epochs, or its trials all epochs that it has already. */
const canGoFurther = experiment =>
  !('training.epochs' in experiment.spec.sweep) &&
  experiment.trials.some(({ stoppedEarly }) => !stoppedEarly) &&
  (isStopped(experiment) || !endsWithTraining(experiment));

/** Where its trials go on from, and which of them do. */
function onward({ spec, trials }) {
  const early = trials.filter(({ stoppedEarly }) => stoppedEarly).length;
  const everywhere = trials.every(({ epochsCompleted }) => epochsCompleted === spec.training.epochs);
  return early > 0
    ? `Each trial goes on from where it ended, but for ${early} of ${trials.length}, which early stopping has ended.`
    : `Each trial goes on from where it ended${everywhere ? `, after ${plural(spec.training.epochs, 'epoch')}` : ''}.`;
}

function longer(experiment, path, reload) {
  const present = experiment.spec.training.epochs;
  const stopped = isStopped(experiment);
  const input = h('input', {
    id: 'more-epochs',
    type: 'number',
    min: stopped ? present : present + 1,
    max: endsWithTraining(experiment) ? present : null,
    value: stopped ? present : 2 * present,
    required: true,
  });
  return ask(
    {
      title: 'Train for more epochs',
      body: h(
        'div',
        { class: 'field' },
        h('label', { for: 'more-epochs' }, 'Epochs in all'),
        input,
        h('span', { class: 'hint' }, onward(experiment)),
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
  const finals = experiment.trials.filter(({ final, pruned }) => final && !pruned).map(trial => trial.final.validationAccuracy);
  const error = best?.accuracyStandardErrors?.best;
  return [
    h(
      'div',
      { class: 'figures' },
      keyFigure('Best validation accuracy', accuracy(best?.best.validationAccuracy), best ? `trial ${best.trial}, epoch ${best.best.epoch}${error ? `, ± ${accuracy(error)} (standard error)` : ''}` : 'after the first epoch'),
      keyFigure('Mean of the last epochs', finals.length > 0 ? accuracy(finals.reduce((sum, value) => sum + value, 0) / finals.length) : '–', plural(finals.length, 'trial')),
      keyFigure('Trials', `${count(experiment.trials.filter(({ status }) => status === 'COMPLETED').length)} of ${count(experiment.trials.length)}`, 'completed'),
      experiment.finishedAt && experiment.startedAt
        ? keyFigure('From first start to end', duration((new Date(experiment.finishedAt) - new Date(experiment.startedAt)) / 1000), time(experiment.finishedAt))
        : null,
    ),
    experiment.status === 'COMPLETED' ? null : progressBar(experiment.progress, experiment.status),
  ];
}

function trialTable(experiment) {
  const swept = Object.keys(experiment.spec.sweep);
  const labels = labelsOf(experiment.trials.map(({ parameters }) => parameters));
  return table(
    {
      caption: 'Trials',
      columns: [
        { name: 'Trial', number: true, cell: trial => h('a', { href: `#/experiments/${experiment.id}/trials/${trial.trial}` }, String(trial.trial)), by: trial => trial.trial },
        ...swept.map(path => ({ name: labels.name(path), cell: trial => labels.value(path, trial.parameters[path]), by: trial => trial.parameters[path] })),
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

function curveFiles(path, id, metric) {
  return downloads('Curves', ['png', 'svg', 'csv'].map(format => [format.toUpperCase(), address(`${path}/curves.${format}`, { metric }), `experiment-${id}-curves.${format}`]));
}

function specification() {
  const json = copyable('Request as JSON', '');
  const line = copyable('curl', '');
  const details = h('details', { class: 'card' }, h('summary', {}, 'The request that makes this experiment'), json, line);
  details.show = ({ spec }) => {
    json.show(JSON.stringify(spec, null, 2));
    line.show(curl('/experiments', spec));
  };
  return details;
}
