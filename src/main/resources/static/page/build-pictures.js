/** What a training will do, drawn while it is put together: its learning rate, and its images as augmentation changes them. */

import { post } from './api.js';
import { requestOf, wholeTraining } from './build-request.js';
import { lineChart } from './chart.js';
import { debounce, fill, h } from './dom.js';
import { picture } from './parts.js';

/** After so many milliseconds without typing they are drawn anew. */
const AFTER = 150;

/** Whether a part of the form has a value that cannot be meant. */
const isWrong = element => element.closest('[data-path]')?.querySelector(':invalid') != null;

/**
 * The learning rate over the epochs of the training.
 *
 * @param {object} draft
 * @param {AbortSignal} signal of the visit
 * @returns {HTMLElement} with `refresh()`, to be called after each change
 */
export function learningRates(draft, signal) {
  const chart = lineChart({ title: 'Learning rate', x: 'Epochs done' }, signal);
  let drawn = '';
  const draw = debounce(AFTER, async () => {
    const { network, dataset, training } = requestOf(draft);
    const wanted = JSON.stringify({ network, dataset, training: training && decisive(training) });
    if (signal.aborted || wanted === drawn || isWrong(chart)) {
      return;
    }
    drawn = wanted;
    try {
      const { points } = await post('/experiments/learning-rates', JSON.parse(wanted), signal);
      if (drawn === wanted) {
        const x = points.map(({ epochsDone }) => Math.round(1000 * epochsDone) / 1000);
        const values = points.map(({ learningRate }) => learningRate);
        chart.show({ x, y: 'Learning rate', lines: [{ label: 'Learning rate', values }] });
      }
    } catch {
      /* What is wrong is said at its field, by the dry run. */
    }
  });
  chart.refresh = draw;
  return chart;
}

/** What of a training the learning rate depends on. */
const decisive = ({ epochs, batchSize, optimizer, schedule, validation }) => ({ epochs, batchSize, optimizer, schedule, validation });

/**
 * Some training images, and what becomes of each in ten epochs.
 *
 * @param {object} draft
 * @param {AbortSignal} signal of the visit
 * @returns {HTMLElement} with `refresh()`, to be called after each change and when it comes into sight
 */
export function augmentedSheet(draft, signal) {
  const place = h('div', { class: 'sheet' });
  let sheet = null;
  let drawn = '';
  place.refresh = debounce(AFTER, () => {
    const { augmentation, seed } = wholeTraining(draft);
    const wanted = JSON.stringify({ augmentation, seed });
    if (signal.aborted || !place.closest('details')?.open || isWrong(place)) {
      return;
    }
    if (changesNothing(augmentation)) {
      sheet = null;
      drawn = '';
      fill(place, h('p', { class: 'hint' }, 'Nothing is changed yet. As soon as something is, you see here what becomes of some images.'));
    } else if (wanted + draft.dataset !== drawn) {
      drawn = wanted + draft.dataset;
      show(`/datasets/${encodeURIComponent(draft.dataset)}/samples.png`, wanted);
    }
  });
  return place;

  function show(path, body) {
    const options = { method: 'POST', body, headers: { 'Content-Type': 'application/json', Accept: 'image/png' } };
    if (sheet === null) {
      sheet = picture(path, 'Training images, and what this augmentation makes of each in ten epochs', signal, options);
      fill(place, sheet);
    } else {
      sheet.refresh(path, options);
    }
  }
}

const changesNothing = ({ shift, rotation, scale, shear, elastic, cutout }) =>
  [shift, rotation, scale, shear, elastic.alpha, cutout].every(value => value === 0);
