/** What a new experiment begins with: a preset, or the experiment that it repeats with changes. */

import { fitted, textOf } from './build-request.js';
import { get } from './api.js';

/** The preset to begin with: it has learnt after seconds, and its training is that of networks without a name. */
export const FIRST = 'baseline';

/**
 * A draft, as the fields change it.
 *
 * @param {URLSearchParams} query `from`, `preset` and `dataset`
 * @param {object[]} datasets all there are
 * @param {AbortSignal} signal
 */
export async function begin(query, datasets, signal) {
  const usual = await get(`/networks/${FIRST}`, signal);
  const draft = {
    name: '',
    dataset: (datasets.find(({ name }) => name === query.get('dataset')) ?? datasets[0]).name,
    datasets,
    usualTraining: usual.training,
    sweep: [],
    search: { type: 'sobol', samples: 16, seed: 1 },
    replicates: 1,
    reference: { label: '', value: undefined },
    priority: 0,
  };
  if (query.has('from')) {
    await repeat(draft, query.get('from'), signal);
  } else {
    const name = query.get('preset') ?? FIRST;
    startFrom(draft, name === FIRST ? usual : await get(`/networks/${encodeURIComponent(name)}`, signal));
  }
  return draft;
}

/** Takes over a preset's layers, fitted to the dataset, and its training; `repeated` is the experiment it began with. */
export function startFrom(draft, { name, network, training }) {
  draft.preset = name;
  draft.repeated = null;
  draft.ownLayers = network.layers;
  draft.presetLayers = fitted(network.layers, classesOf(draft));
  draft.layers = structuredClone(draft.presetLayers);
  draft.presetTraining = training;
  draft.training = structuredClone(training);
}

/** Takes another dataset; the output gets a unit for each of its classes, if it had one for each of the last one's. */
export function useDataset(draft, name) {
  const before = classesOf(draft);
  draft.dataset = name;
  const now = classesOf(draft);
  draft.presetLayers = fitted(draft.presetLayers, now);
  if (draft.layers.at(-1)?.units === before) {
    draft.layers = fitted(draft.layers, now);
  }
}

/** How many classes the dataset has. */
export function classesOf({ datasets, dataset }) {
  return datasets.find(({ name }) => name === dataset)?.classes.length ?? 10;
}

async function repeat(draft, id, signal) {
  const { spec, name } = await get(`/experiments/${Number(id)}`, signal);
  const isPreset = typeof spec.network === 'string';
  draft.dataset = spec.dataset;
  const own = { name: null, network: isPreset ? { layers: [] } : spec.network, training: draft.usualTraining };
  startFrom(draft, isPreset ? await get(`/networks/${encodeURIComponent(spec.network)}`, signal) : own);
  if (!isPreset) {
    draft.layers = structuredClone(spec.network.layers);
  }
  draft.training = structuredClone(spec.training);
  draft.name = [spec.network, 'own network'].includes(spec.name) ? '' : spec.name;
  draft.sweep = Object.entries(spec.sweep ?? {}).map(([path, swept]) => ({ path, text: textOf(swept) }));
  draft.search = spec.search ? { ...spec.search } : draft.search;
  draft.replicates = spec.replicates;
  draft.reference = spec.reference ? { ...spec.reference } : draft.reference;
  draft.priority = spec.priority;
  draft.repeated = { id, name };
}
