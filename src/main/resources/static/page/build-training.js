/** How a network is trained: all values of a training as fields. */

import { fill, h } from './dom.js';
import { field, problemPlace } from './build-fields.js';
import { AVERAGING, ENGINES, HELD_OUT, OPTIMIZERS, SCHEDULES, STOPPING, TRAINING } from './build-vocabulary.js';
import { tick } from './parts.js';

/**
 * The fields.
 *
 * @param {object} draft whose `training` they change
 * @param {object} pictures what is drawn beside them
 * @param {HTMLElement} pictures.schedule the learning rate's curve
 * @param {HTMLElement} pictures.augmentation the sheet of samples, with `refresh()` for when it comes into sight
 * @param {function()} changed called after each change
 * @returns {HTMLElement} `show()` draws another training
 */
export function trainingFields(draft, pictures, changed) {
  const element = h('div', {});
  const value = path => path.split('.').reduce((part, name) => part?.[name], draft.training);
  const base = path => path.split('.').reduce((part, name) => part?.[name], draft.presetTraining);

  function set(path, to) {
    const names = path.split('.');
    const last = names.pop();
    const part = names.reduce((inner, name) => inner[name], draft.training);
    part[last] = to;
    changed();
  }

  const make = facts =>
    field(facts, {
      path: `training.${facts.name}`,
      value: value(facts.name),
      usual: base(facts.name),
      set: to => set(facts.name, to),
    });

  /** A part whose type decides which fields it has. */
  function kinds(name, label, all) {
    const place = h('div', { class: 'fields' });
    const draw = () => {
      const { type } = draft.training[name];
      const usual = type === draft.presetTraining[name].type ? draft.presetTraining[name] : all[type].usual;
      fill(
        place,
        all[type].fields.map(facts =>
          field(facts, {
            path: `training.${name}.${facts.name}`,
            value: draft.training[name][facts.name],
            usual: usual[facts.name],
            set: to => set(`${name}.${facts.name}`, to),
          }),
        ),
      );
    };
    const options = Object.entries(all).map(([type, { words }]) => [type, words]);
    const chosen = field(
      { kind: 'choice', label: label, options },
      {
        path: `training.${name}.type`,
        value: draft.training[name].type,
        set: type => {
          const mine = draft.presetTraining[name];
          draft.training[name] = structuredClone(type === mine.type ? mine : { type, ...all[type].usual });
          draw();
          changed();
        },
      },
    );
    draw();
    return h('div', { class: 'kinds', dataset: { path: `training.${name}` } }, chosen, place, problemPlace());
  }

  /** A part that is there or not, with its fields while it is. */
  function optional(label, isOn, turn, fields) {
    const place = h('div', { class: 'fields' });
    const draw = () => fill(place, isOn() ? fields() : null);
    draw();
    return [
      tick(label, isOn(), on => {
        turn(on);
        draw();
        changed();
      }),
      place,
    ];
  }

  function averaging() {
    return h(
      'fieldset',
      { dataset: { path: 'training.averaging' } },
      h('legend', {}, 'Averaged weights'),
      h('p', { class: 'hint' }, 'What is validated and kept is a moving average of the weights, while the weights themselves are trained on.'),
      optional(
        'Average the weights',
        () => draft.training.averaging !== null,
        on => (draft.training.averaging = on ? { ...(draft.presetTraining.averaging ?? AVERAGING) } : null),
        () => TRAINING.averaging.map(make),
      ),
      problemPlace(),
    );
  }

  function stopping() {
    return h(
      'fieldset',
      { dataset: { path: 'training.earlyStopping' } },
      h('legend', {}, 'Early stopping'),
      optional(
        'Stop when it no longer improves',
        () => draft.training.earlyStopping !== null,
        on => (draft.training.earlyStopping = on ? { ...(draft.presetTraining.earlyStopping ?? STOPPING) } : null),
        () => TRAINING.stopping.map(make),
      ),
      problemPlace(),
    );
  }

  function validation() {
    const fraction = { name: 'validation.fraction', label: 'Share held out', kind: 'number', step: 'any', min: 0.01, max: 0.99 };
    return h(
      'fieldset',
      { dataset: { path: 'training.validation' } },
      h('legend', {}, 'Validation'),
      h('p', { class: 'hint' }, 'Every epoch is scored on the test images, or on training images that are held out; then the test images are scored once, at the end.'),
      optional(
        'Hold out some of the training images',
        () => draft.training.validation.source === 'holdout',
        on => (draft.training.validation = on ? { source: 'holdout', fraction: HELD_OUT } : { source: 'test' }),
        () => make(fraction),
      ),
      problemPlace(),
    );
  }

  const isPlain = names => names.every(({ name }) => [0, undefined].includes(value(name)) || name.endsWith('sigma'));
  element.show = () => {
    const seed = { name: 'seed', label: 'Seed', kind: 'number', step: 1 };
    const engine = { name: 'engine', label: 'Engine', kind: 'choice', options: ENGINES };
    fill(
      element,
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'training-heading', dataset: { path: 'training' } },
        h('h2', { id: 'training-heading' }, 'Training'),
        h('div', { class: 'fields' }, TRAINING.beginning.map(make)),
        kinds('optimizer', 'Optimizer', OPTIMIZERS),
        kinds('schedule', 'Learning rate schedule', SCHEDULES),
        pictures.schedule,
        problemPlace(),
      ),
      h(
        'details',
        { class: 'card', open: !isPlain(TRAINING.regularisation) || draft.training.averaging !== null || draft.training.earlyStopping !== null },
        h('summary', {}, h('h2', {}, 'Regularisation, averaging and early stopping')),
        h('div', { class: 'fields', dataset: { path: 'training.clipping' } }, TRAINING.regularisation.map(make), problemPlace()),
        averaging(),
        stopping(),
      ),
      h(
        'details',
        { class: 'card', open: !isPlain(TRAINING.augmentation), dataset: { path: 'training.augmentation' }, ontoggle: () => pictures.augmentation.refresh() },
        h('summary', {}, h('h2', {}, 'Augmentation')),
        h('p', { class: 'hint' }, 'Each training image is changed at random in every epoch, by at most this much; 0 leaves a change out.'),
        h('div', { class: 'fields' }, TRAINING.augmentation.map(make)),
        pictures.augmentation,
        problemPlace(),
      ),
      h(
        'details',
        { class: 'card', open: draft.training.validation.source !== 'test' },
        h('summary', {}, h('h2', {}, 'Validation, seed and engine')),
        validation(),
        h('div', { class: 'fields' }, make(seed), make(engine)),
      ),
    );
  };
  return element;
}
