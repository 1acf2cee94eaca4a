/** One trial: how it was trained, how good its network is, and what is inside it. */

import { get } from './api.js';
import { lineChart } from './chart.js';
import { METRICS } from './curves.js';
import { fill, h, refill, throttle } from './dom.js';
import { accuracy, count, duration, figure, parameter, plural, time } from './format.js';
import { inside } from './inside.js';
import { labelsOf } from './labels.js';
import { unfolding } from './later.js';
import { layers } from './layers.js';
import { badge, choice, connection, downloads, errorBox, progressBar } from './parts.js';
import { added, ASK_AGAIN, learnt } from './progress.js';
import { provenance } from './provenance.js';
import { facts, keyFigure } from './results.js';
import { verification } from './verification.js';
import { watch } from './watch.js';

const REFRESH = 1000;
const FORMATS = [
  ['DL4J', 'dl4j-zip', 'zip'],
  ['ONNX', 'onnx', 'onnx'],
  ['safetensors', 'safetensors', 'safetensors'],
  ['Keras script', 'keras', 'py'],
  ['Java class', 'dl4j', 'java'],
];

/** Shows one trial. */
export default async function trial(visit) {
  const { query, signal } = visit;
  const { id, trial: number } = visit.parameters;
  const path = `/experiments/${id}/trials/${number}`;
  const epochsSoFar = async () => (await get(`/experiments/${id}/curves?trial=${number}`, signal)).trials[0].epochs;
  const [experiment, first, curve] = await Promise.all([get(`/experiments/${id}`, signal), get(path, signal), epochsSoFar()]);
  let known = first;
  /** As the pictures of the network show it. */
  let shown = first;
  let epochs = curve;
  let asked = 0;
  const chart = lineChart({ title: `Learning curve of trial ${number} of ${experiment.name}`, x: 'Epoch' }, signal);
  const head = h('div', {});
  const figures = h('section', { class: 'card', 'aria-label': 'Figures' });
  const details = h('div', {});
  const look = inside(visit, path, known);
  const verify = verification(`/experiments/${id}`, known, signal);
  const labels = labelsOf(experiment.trials.map(({ parameters }) => parameters));
  const standings = throttle(REFRESH, signal, show);
  const refresh = throttle(REFRESH, signal, reload);
  const askAgain = throttle(ASK_AGAIN, signal, reload);
  visit.title(`Trial ${number} of ${experiment.name}`);
  show();
  draw();
  watch(id, { event: seen, state: connected }, signal);
  return h(
    'div',
    {},
    head,
    figures,
    h(
      'div',
      { class: 'columns' },
      h(
        'section',
        { class: 'card' },
        h('h2', {}, 'Learning curve'),
        choice(
          'Metric',
          Object.entries(METRICS).map(([name, { words }]) => [name, words]),
          metric(),
          value => {
            visit.keep('metric', value === 'accuracy' ? null : value);
            draw();
          },
        ),
        chart,
      ),
      h('section', { class: 'card' }, h('h2', {}, 'Training'), details),
    ),
    look.element,
    verify.element,
    unfolding('The network, layer by layer', () => layers(known.spec, signal)),
    unfolding('Where it comes from', async () => provenance(known)),
  );

  function metric() {
    return query.get('metric') === 'loss' ? 'loss' : 'accuracy';
  }

  function draw() {
    const { words, training: one, validation: other } = METRICS[metric()];
    chart.show({
      x: epochs.map(({ epoch }) => epoch),
      y: words,
      lines: [
        { label: 'Validation', values: epochs.map(row => row[other]), colour: 0 },
        { label: 'Training', values: epochs.map(row => row[one]), colour: 1, dashed: true },
      ],
    });
  }

  function show() {
    refill(head, [known.status, known.reason, known.note], () => heading(experiment, known));
    fill(figures, standing(known, epochs));
    refill(details, [known.epochsCompleted, known.best?.epoch, known.provenance], () => [
      training(known, labels),
      modelFiles(known, path),
    ]);
  }

  /** An answer that comes after that of a later question is of no use. */
  async function reload() {
    const mine = ++asked;
    try {
      const answer = await get(path, signal);
      if (mine < asked) {
        return;
      }
      known = answer;
      if (epochs.length < known.epochsCompleted) {
        epochs = await epochsSoFar();
        draw();
      }
    } catch (problem) {
      if (problem.name !== 'AbortError' && mine === asked) {
        fill(figures, errorBox(problem));
      }
      return;
    }
    show();
    if (shown.status !== known.status || shown.epochsCompleted !== known.epochsCompleted) {
      shown = known;
      look.show(known);
      verify.show(known);
    }
  }

  function connected(state) {
    connection(state);
    if (state === 'open') {
      refresh();
    } else if (state === 'gone') {
      fill(head, h('h1', {}, `Trial ${number} of ${experiment.name}`), h('p', { class: 'note' }, 'This experiment was deleted.'));
    }
  }

  function seen(type, data) {
    if (data.trial !== known.trial) {
      return;
    }
    if (type !== 'epoch') {
      refresh();
    } else if (added(epochs, data)) {
      known = learnt(known, data, experiment.spec);
      draw();
      standings();
      askAgain();
    }
  }
}

function heading(experiment, trial) {
  const words = trial.reason ?? trial.note;
  const at = experiment.trials.findIndex(one => one.trial === trial.trial);
  const link = (other, text, rel) =>
    other ? h('a', { class: 'button', rel, href: `#/experiments/${experiment.id}/trials/${other.trial}` }, text) : null;
  return [
    h(
      'nav',
      { 'aria-label': 'Experiment' },
      h('a', { href: `#/experiments/${experiment.id}` }, `${experiment.id} · ${experiment.name}`),
    ),
    h(
      'div',
      { class: 'row spread' },
      h('h1', {}, `Trial ${trial.trial} of ${experiment.trials.length} `, badge(trial.status)),
      h(
        'nav',
        { class: 'row', 'aria-label': 'Trials' },
        link(experiment.trials[at - 1], 'Previous trial', 'prev'),
        link(experiment.trials[at + 1], 'Next trial', 'next'),
      ),
    ),
    words ? h('p', { class: 'note' }, words) : null,
  ];
}

function standing(trial, epochs) {
  const { best, final, test, accuracyStandardErrors: errors } = trial;
  const on = trial.validation.source === 'holdout' ? 'held-out images' : 'test images';
  const same = best?.epoch === final?.epoch;
  const of = (words, metrics, error) =>
    keyFigure(
      metrics ? words : `Accuracy on ${on}`,
      accuracy(metrics?.validationAccuracy),
      ...(metrics
        ? [`± ${accuracy(error)} (standard error)`, `epoch ${metrics.epoch}, loss ${figure(metrics.validationLoss)}`]
        : ['after the first epoch']),
    );
  return [
    h(
      'div',
      { class: 'figures' },
      same ? null : of(`Best epoch, on ${on}`, best, errors.best),
      of(`${same ? 'Best and last' : 'Last'} epoch, on ${on}`, final, errors.final),
      test
        ? keyFigure(
            'On the test images, once',
            accuracy(test.accuracy),
            `± ${accuracy(test.standardError)} (standard error)`,
            `epoch ${test.epoch}, loss ${figure(test.loss)}`,
          )
        : null,
      trial.finishedAt && epochs.length > 0
        ? keyFigure('Time', duration(epochs.reduce((sum, { seconds }) => sum + seconds, 0)), 'all epochs together', `ended ${time(trial.finishedAt)}`)
        : null,
    ),
    trial.status === 'COMPLETED' ? null : h('div', { class: 'apart' }, progressBar(progress(trial), trial.status)),
  ];
}

/** As the service says it of an experiment. */
function progress({ epochsCompleted, epochsTotal }) {
  return { epochsCompleted, epochsTotal, fraction: epochsCompleted / epochsTotal, etaSeconds: null };
}

function training(trial, labels) {
  const { spec, validation } = trial;
  const { epochs, batchSize, optimizer } = spec.training;
  const { type, ...rates } = optimizer;
  return facts([
    ['Parameters', labels.of(trial.parameters) || 'nothing is swept'],
    ['Seed', `${trial.seed} (replicate ${trial.replicate})`],
    ['Dataset', h('a', { href: `#/data/${spec.dataset}` }, spec.dataset)],
    ['Epochs', `${trial.epochsCompleted} of ${epochs}${trial.stoppedEarly ? ', stopped early' : ''}${trial.pruned ? ', stopped by the halving' : ''}`],
    ['Mini-batches', `of ${plural(batchSize, 'image')}`],
    ['Optimizer', [type, ...Object.entries(rates).map(([name, value]) => `${name} = ${parameter(value)}`)].join(', ')],
    ['Schedule', spec.training.schedule.type],
    [
      'Validated on',
      `${count(validation.images)} ${validation.source === 'holdout' ? 'images held out of the training images' : 'test images'}`,
    ],
    ['Engine', trial.provenance?.engine ?? spec.training.engine],
  ]);
}

/** After the best epoch and after the last, where these are two. */
function modelFiles(trial, path) {
  if (!trial.final) {
    return h('p', { class: 'hint apart' }, 'The network can be downloaded after the first epoch.');
  }
  const same = trial.best.epoch === trial.final.epoch;
  const files = (label, epoch) =>
    downloads(
      label,
      FORMATS.map(([word, format, suffix]) => [word, `${path}/model?format=${format}&epoch=${epoch}`, fileName(trial, suffix)]),
    );
  return [
    h('h3', { class: 'apart' }, 'Download the network'),
    same ? null : files(`After the best epoch (${trial.best.epoch})`, 'best'),
    files(`After the last epoch (${trial.final.epoch})`, 'last'),
  ];
}

/** As the service calls it: Java wants the name of the class. */
function fileName({ experimentId, trial }, suffix) {
  return suffix === 'java'
    ? `Experiment${experimentId}Trial${trial}.java`
    : `experiment-${experimentId}-trial-${trial}.${suffix}`;
}
