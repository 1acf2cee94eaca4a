/** From what is chosen to a request that says only what differs from the defaults, and from errors to fields. */

import { AVERAGING, LAYERS, OF_IMAGES, OPTIMIZERS, SCHEDULES, STOPPING } from './build-vocabulary.js';

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const usualOf = (field, layer) => (typeof field.usual === 'function' ? field.usual(layer) : field.usual);

/** A layer as short as it can be written: fields that are empty or have their default are left out. */
export function shortLayer(layer) {
  const short = { type: layer.type };
  for (const field of LAYERS[layer.type].fields) {
    const value = layer[field.name];
    if (value !== undefined && value !== null && value !== usualOf(field, layer)) {
      short[field.name] = value;
    }
  }
  return short;
}

/** Whether a layer lacks a value that has no default. */
export const isUnfinished = layer =>
  LAYERS[layer.type].fields.some(field => usualOf(field, layer) === undefined && layer[field.name] === undefined);

/** Whether its user is not through with a draft: nobody wants to be told of it before pressing the button. */
export const isUnfinishedDraft = ({ layers, sweep, reference }) =>
  layers.some(isUnfinished) ||
  sweep.some(({ path, text }) => (path.trim() === '') !== (text.trim() === '')) ||
  (reference.label === '') !== (reference.value === undefined);

/** The default of a layer's field, to show where it is empty. */
export const usual = (field, layer) => usualOf(field, layer);

/** A preset's layers, its last one with a unit for each class. */
export function fitted(layers, classes) {
  const last = layers.at(-1);
  return last?.type === 'dense' ? [...layers.slice(0, -1), { ...last, units: classes }] : layers;
}

/** Where a new layer of this type may stand: in front of the output, and of what needs a vector if it needs an image. */
export function placeFor(type, layers) {
  const vector = layers.findIndex(layer => ['flatten', 'globalAvgPool2d', 'dense'].includes(layer.type));
  if (OF_IMAGES.includes(type) && vector >= 0) {
    return vector;
  }
  return layers.at(-1)?.type === 'dense' && layers.at(-1).activation === 'softmax' ? layers.length - 1 : layers.length;
}

/**
 * The smallest request that makes this experiment.
 *
 * @param {object} draft
 * @param {string|null} draft.preset the name of the one it began with
 * @param {object[]} draft.presetLayers its layers for the dataset
 * @param {object[]} draft.layers
 * @param {object} draft.training all values; what is undefined is left to the service
 * @param {object} draft.presetTraining
 * @param {object} draft.usualTraining that of networks that are no preset
 * @returns {object} the body of a POST to /experiments
 */
export function requestOf(draft) {
  const isPreset = unchanged(draft);
  const training = trainingPart(wholeTraining(draft), isPreset ? draft.presetTraining : draft.usualTraining);
  const request = {};
  if (draft.name.trim() !== '') {
    request.name = draft.name.trim();
  }
  if (draft.dataset !== 'mnist') {
    request.dataset = draft.dataset;
  }
  request.network = networkOf(draft);
  if (Object.keys(training).length > 0) {
    request.training = training;
  }
  const sweep = sweepOf(draft.sweep);
  if (Object.keys(sweep).length > 0) {
    request.sweep = sweep;
  }
  if (searches(draft)) {
    request.search = draft.search;
  }
  if (draft.replicates !== undefined && draft.replicates !== 1) {
    request.replicates = draft.replicates;
  }
  if (draft.reference.label !== '' || draft.reference.value !== undefined) {
    request.reference = draft.reference;
  }
  if (draft.priority !== undefined && draft.priority !== 0) {
    request.priority = draft.priority;
  }
  return request;
}

/** The training with what the form shows in its empty fields. */
export function wholeTraining({ training, presetTraining }) {
  const ofKind = (name, kinds) =>
    training[name].type === presetTraining[name].type ? presetTraining[name] : kinds[training[name].type].usual;
  const usual = {
    ...presetTraining,
    optimizer: ofKind('optimizer', OPTIMIZERS),
    schedule: ofKind('schedule', SCHEDULES),
    averaging: presetTraining.averaging ?? AVERAGING,
    earlyStopping: presetTraining.earlyStopping ?? STOPPING,
  };
  return filled(training, usual);
}

function filled(value, usual) {
  if (value === undefined || value === null || typeof value !== 'object') {
    return value === undefined ? usual : value;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, usual?.[name])]));
}

/** Whether the layers still are the preset's. */
export function unchanged({ preset, presetLayers, layers }) {
  return preset !== null && same(presetLayers.map(shortLayer), layers.map(shortLayer));
}

/** The network by its name if it has one, else by its layers. */
export function networkOf(draft) {
  return unchanged(draft) ? draft.preset : { layers: draft.layers.map(shortLayer) };
}

/** Which values of a training differ from those it would have anyway. */
export function trainingPart(training, base) {
  const part = {};
  for (const [name, value] of Object.entries(training)) {
    const difference = {
      optimizer: () => kindPart(value, base.optimizer, OPTIMIZERS),
      schedule: () => kindPart(value, base.schedule, SCHEDULES),
      averaging: () => optionalPart(value, base.averaging, AVERAGING),
      earlyStopping: () => optionalPart(value, base.earlyStopping, STOPPING),
      validation: () => (same(value, base.validation) ? undefined : value),
    }[name] ?? (() => valuePart(value, base[name]));
    const differing = difference();
    if (differing !== undefined) {
      part[name] = differing;
    }
  }
  return part;
}

/** Of an optimizer or a schedule: another type brings its own defaults. */
function kindPart(value, base, kinds) {
  if (value.type === base.type) {
    return valuePart(value, base);
  }
  return { type: value.type, ...valuePart({ ...value, type: undefined }, kinds[value.type].usual) };
}

/** Of what is there or not. */
function optionalPart(value, base, usual) {
  if (value === null || base === null) {
    return value === base ? undefined : value === null ? null : { ...usual, ...value };
  }
  return valuePart(value, base);
}

/** Undefined where nothing differs. */
function valuePart(value, base) {
  if (value === undefined || value === null || same(value, base)) {
    return undefined;
  }
  if (typeof value !== 'object') {
    return value;
  }
  const entries = Object.entries(value)
    .map(([name, inner]) => [name, valuePart(inner, base?.[name])])
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function sweepOf(rows) {
  return Object.fromEntries(
    rows.filter(({ path, text }) => path.trim() !== '' || text.trim() !== '').map(({ path, text }) => [path.trim(), rangeOf(text) ?? valuesOf(text)]),
  );
}

const RANGE = /^\s*(\S+)\s+to\s+(\S+?)(\s+log)?\s*$/;

/** The range that a text such as "0.0001 to 0.1 log" is; null where it is none. */
export function rangeOf(text) {
  const [, from, to, log] = RANGE.exec(text) ?? [];
  const ends = [from, to].map(Number);
  return from !== undefined && ends.every(Number.isFinite) ? { from: ends[0], to: ends[1], scale: log ? 'log' : 'linear' } : null;
}

/** A list of values or a range as its user writes it. */
export const textOf = swept => (Array.isArray(swept) ? swept.join(', ') : `${swept.from} to ${swept.to}${swept.scale === 'log' ? ' log' : ''}`);

/** Whether cells are to be drawn from a range. */
export const searches = ({ sweep }) => sweep.some(({ text }) => rangeOf(text) !== null);

/** How many cells the sweep of an experiment has. */
export const cellsOf = ({ sweep, search }) =>
  search?.samples ?? Object.values(sweep ?? {}).reduce((product, values) => product * values.length, 1);

/** Values with commas between them: numbers, true and false, or else words. */
export function valuesOf(text) {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
    .map(word => (['true', 'false'].includes(word) ? word === 'true' : Number.isFinite(Number(word)) ? Number(word) : word));
}

/** Why a list of values may not be what its user means, such as 0,001; null where it is plain. */
export const ambiguity = text =>
  /(?<![\d.])0,\d|,\s*0\d/.test(text) ? 'must have decimal points, such as 0.001, and a blank after a comma between values' : null;

/** How many trainings that makes. */
export function trialsOf(draft) {
  return factorsOf(draft).reduce((product, factor) => product * factor, 1);
}

/** The numbers of cells or of values, and of replicates, whose product that is. */
export function factorsOf({ sweep, search, replicates }) {
  const cells = searches({ sweep }) ? [search.samples ?? 0] : sweep.map(({ text }) => valuesOf(text).length).filter(length => length > 0);
  return [...cells, replicates ?? 1];
}

/** Paths whose values may be swept in this draft, for the user to choose from. */
export function sweepable(draft) {
  const { training, layers } = draft;
  const named = (stem, part) => Object.keys(part).filter(name => name !== 'type').map(name => `${stem}.${name}`);
  return [
    ...named('training.optimizer', training.optimizer),
    'training.batchSize',
    'training.epochs',
    'training.l2',
    'training.l1',
    'training.weightDecay',
    'training.labelSmoothing',
    'training.clipping.norm',
    ...named('training.schedule', training.schedule),
    ...['shift', 'rotation', 'scale', 'shear', 'elastic.alpha', 'cutout'].map(name => `training.augmentation.${name}`),
    ...layers.flatMap((layer, index) =>
      LAYERS[layer.type].fields
        .filter(({ name }) => index < layers.length - 1 || name === 'kernelInitializer')
        .map(({ name }) => `network.layers[${index}].${name}`),
    ),
    'training.engine',
  ];
}

/** The path of the same layer's parameter after layers were moved; that of a layer which is gone stays. */
export function followed(path, before, now) {
  return path.replace(/^network\.layers\[(\d+)\]/, (whole, index) => {
    const to = now.indexOf(before[index]);
    return to < 0 ? whole : `network.layers[${to}]`;
  });
}

/** A path and what it lies in, the nearest first: network.layers[1].units, network.layers[1], network.layers, network. */
export function withParents(path) {
  const paths = [];
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['), 0))) {
    paths.push(rest);
  }
  return paths;
}
