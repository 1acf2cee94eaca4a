/** A new experiment: built from a preset, with its shapes, its estimate and its request as one types. */

import { get, post, Refused } from './api.js';
import { begin, startFrom, useDataset } from './build-draft.js';
import { focusProblem, hasUnreadable, showProblems } from './build-fields.js';
import { layerList } from './build-layers.js';
import { augmentedSheet, learningRates } from './build-pictures.js';
import { followed, isUnfinished, isUnfinishedDraft, networkOf, requestOf, unchanged } from './build-request.js';
import { nameFields, sweepFields } from './build-sweep.js';
import { trainingFields } from './build-training.js';
import { announce, debounce, fill, freshId, h } from './dom.js';
import { count, duration, plural } from './format.js';
import { copyable, curl, errorBox } from './parts.js';
import { go } from './router.js';

/** How long nobody has typed before the service is asked for an estimate, which may take it a second. */
const ESTIMATE_AFTER = 1000;

/** With fewer mini-batches in all, a network hardly leaves where it begins. */
const FEWEST_STEPS = 200;

/** Shows the fields. */
export default async function build(visit) {
  const { query, signal } = visit;
  visit.title('New experiment');
  const [presets, datasets] = await Promise.all([get('/networks', signal), get('/datasets', signal)]);
  const draft = await begin(query, datasets, signal);
  const problems = { network: [], whole: [] };
  const pictures = { schedule: learningRates(draft, signal), augmentation: augmentedSheet(draft, signal) };
  const layers = layerList(draft, reordered, changed);
  const training = trainingFields(draft, pictures, changed);
  const sweep = sweepFields(draft, changed);
  const json = copyable('Request as JSON', '');
  const line = copyable('curl', '');
  const estimate = h('span', { class: 'estimate', role: 'status' });
  const basis = h('p', { class: 'hint' });
  const refused = h('div', {});
  const shortcut = { title: 'Ctrl+Enter from any field', 'aria-keyshortcuts': 'Control+Enter Meta+Enter' };
  const train = h('button', { type: 'button', class: 'primary', ...shortcut, onclick: send }, 'Train');
  const origin = h('div', {});
  const few = h('div', { role: 'status' });
  const form = h(
    'form',
    { class: 'building', onsubmit: event => event.preventDefault(), onkeydown: pressed, oninput: forget },
    h('div', { class: 'building-head' }, h('h1', {}, 'New experiment'), h('span', { class: 'row' }, estimate, train)),
    refused,
    h(
      'div',
      { class: 'building-columns' },
      h('div', {}, start(), layers, training, few, sweep, nameFields(draft, changed)),
      h('aside', { 'aria-label': 'Request' }, basis, json, line),
    ),
  );
  const forecast = debounce(ESTIMATE_AFTER, dryRun);
  let asked = '';
  let busy = false;
  let round = new AbortController();
  signal.addEventListener('abort', () => round.abort(), { once: true });
  show();
  return form;

  function start() {
    const describe = h('p', { class: 'hint' });
    const element = h(
      'section',
      { class: 'card', 'aria-labelledby': 'start-heading' },
      h('h2', { id: 'start-heading' }, 'Start from'),
      h(
        'fieldset',
        { class: 'presets' },
        h('legend', { class: 'unseen' }, 'Preset'),
        presets.map(preset => radio(preset)),
      ),
      describe,
      origin,
      datasetChoice(),
    );
    element.describe = () =>
      fill(
        describe,
        draft.repeated === null
          ? presets.find(({ name }) => name === draft.preset).description
          : ['With the network and the training of ', experimentLink(draft.repeated), '.'],
      );
    element.describe();
    return element;

    function radio({ name, title, parameters }) {
      const id = freshId('preset');
      const input = h('input', { id, type: 'radio', name: 'preset', value: name, onchange: () => choose(name) });
      input.checked = name === draft.preset;
      return h(
        'label',
        { class: 'preset', for: id },
        input,
        h('span', {}, h('strong', {}, title), h('span', { class: 'hint' }, `${name} · ${count(parameters)} parameters`)),
      );
    }

    async function choose(name) {
      try {
        const details = await get(`/networks/${encodeURIComponent(name)}`, signal);
        if (element.querySelector('input:checked').value === name) {
          startFrom(draft, details);
          visit.keep('preset', name);
          visit.keep('from', null);
          element.describe();
          show();
        }
      } catch (problem) {
        if (problem.name !== 'AbortError') {
          tell({ whole: errorsOf(problem) });
        }
      }
    }
  }

  function datasetChoice() {
    const select = h(
      'select',
      {
        id: freshId('dataset'),
        dataset: { path: 'dataset' },
        onchange: () => {
          useDataset(draft, select.value);
          visit.keep('dataset', select.value);
          layers.show();
          changed();
        },
      },
      datasets.map(({ name, title, classes }) => h('option', { value: name }, `${title} (${plural(classes.length, 'class', 'classes')})`)),
    );
    select.value = draft.dataset;
    return h('div', { class: 'field' }, h('label', { for: select.id }, 'Dataset'), select, h('span', { class: 'problem', id: `${select.id}-problem` }));
  }

  /** Draws all fields anew, of another preset. */
  function show() {
    layers.show();
    training.show();
    sweep.show();
    changed();
  }

  /** Swept parameters of layers go with them. */
  function reordered(before) {
    draft.sweep.forEach(row => (row.path = followed(row.path, before, draft.layers)));
    sweep.show();
  }

  /** An estimate is of what stands in the fields. */
  function forget() {
    if (hasUnreadable(form)) {
      round.abort();
      fill(estimate, '');
    }
  }

  /** What follows from each change. */
  function changed() {
    const request = requestOf(draft);
    json.show(JSON.stringify(request, null, 2));
    line.show(curl('/experiments', request));
    sweep.count();
    fill(few, fewSteps(draft, datasets.find(({ name }) => name === draft.dataset)));
    fill(origin, draft.preset !== null && !unchanged(draft) ? changedNote() : null);
    layOut();
    pictures.schedule.refresh();
    pictures.augmentation.refresh();
    round.abort();
    fill(estimate, '');
    forecast();
  }

  function changedNote() {
    const back = () => {
      draft.layers = structuredClone(draft.presetLayers);
      layers.show();
      changed();
    };
    return h(
      'p',
      { class: 'note' },
      'Its layers have been changed, so this is now a network of its own. ',
      h('button', { type: 'button', class: 'link', onclick: back }, 'Restore the layers of the preset'),
    );
  }

  /** Asks for the shapes of the newest layers as soon as the last answer is there. */
  async function layOut() {
    if (draft.layers.some(isUnfinished)) {
      layers.shapes(null);
      return;
    }
    asked = JSON.stringify({ network: networkOf(draft), dataset: draft.dataset });
    if (busy) {
      return;
    }
    busy = true;
    for (let mine = ''; mine !== asked && !signal.aborted; ) {
      mine = asked;
      await shapesOf(JSON.parse(mine));
    }
    busy = false;
  }

  async function shapesOf(body) {
    try {
      layers.shapes(await post('/networks/summary', body, signal));
      tell({ network: [] });
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        layers.shapes(null);
        tell({ network: errorsOf(problem) });
      }
    }
  }

  async function dryRun() {
    round = new AbortController();
    const mine = round;
    if (signal.aborted || isUnfinishedDraft(draft) || hasUnreadable(form)) {
      return;
    }
    fill(estimate, h('span', { 'aria-hidden': 'true' }, 'Estimating …'));
    try {
      const answer = await post('/experiments?dryRun=true', requestOf(draft), mine.signal);
      tell({ whole: [] });
      fill(estimate, estimateWords(answer));
      fill(basis, basisWords(answer));
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(estimate, '');
        fill(basis);
        tell({ whole: errorsOf(problem) });
      }
    }
  }

  function pressed(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !train.disabled) {
      send();
    }
  }

  async function send() {
    if (hasUnreadable(form)) {
      focusProblem(form);
      return;
    }
    train.disabled = true;
    try {
      const experiment = await post('/experiments', requestOf(draft), signal);
      announce('The experiment is queued');
      go(`/experiments/${experiment.id}`);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        tell({ network: [], whole: errorsOf(problem) });
        if (!focusProblem(form)) {
          refused.scrollIntoView({ block: 'center' });
        }
      }
    } finally {
      train.disabled = false;
    }
  }

  /** Says what is wrong at the fields, and above them what belongs to none. */
  function tell(more) {
    Object.assign(problems, more);
    const all = [...problems.network, ...problems.whole.filter(error => !problems.network.some(other => other.field === error.field))];
    const rest = showProblems(form, all);
    fill(refused, rest.length === 0 ? null : errorBox(new Refused(400, { detail: rest.map(words).join('; ') })));
  }
}

const experimentLink = ({ id, name }) => h('a', { href: `#/experiments/${id}` }, `experiment ${id}, ${name}`);

const words = ({ field, message }) => (field === '' ? message : `${field} ${message}`);

function errorsOf(problem) {
  return problem instanceof Refused && problem.errors.length > 0 ? problem.errors : [{ field: '', message: problem.message }];
}

/** What an estimate rests on, or why there is none. */
function basisWords({ estimatedSeconds, basis }) {
  return estimatedSeconds === null ? `${basis.charAt(0).toUpperCase()}${basis.slice(1)}.` : `The time is an estimate, ${basis}.`;
}

function estimateWords({ trials, estimatedSeconds }) {
  const takes =
    estimatedSeconds === null
      ? 'how long is not known yet'
      : estimatedSeconds < 1
        ? 'less than a second'
        : `about ${duration(estimatedSeconds)}`;
  return trials === 1 ? takes : `${plural(trials, 'training run')}, ${takes}`;
}

/** A warning where a training would be over before anything is learnt; the presets are made for 60,000 images. */
function fewSteps({ training: { epochs, batchSize } }, dataset) {
  const steps = epochs * Math.ceil(dataset.trainImages / batchSize);
  return steps > 0 && steps < FEWEST_STEPS
    ? h(
        'p',
        { class: 'note' },
        `That is ${plural(steps, 'step')} of the optimizer in all, which is little to learn from. Take more epochs, or smaller mini-batches.`,
      )
    : null;
}
