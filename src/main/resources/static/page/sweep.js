/** What came of a sweep: its picture with error bars, its cells, and which parameter matters. */

import { address, get } from './api.js';
import { h } from './dom.js';
import { accuracy, figure, finePercent, plural } from './format.js';
import { labelsOf } from './labels.js';
import { connection, downloads, isOver, picture, pictureWidth, table } from './parts.js';

const TOO_EARLY = 409;

/**
 * The sweep as the service draws it, and its numbers.
 *
 * @param {object} experiment
 * @param {string} path of the experiment
 * @param {AbortSignal} signal of the visit
 * @returns {{element: HTMLElement, refresh: function(object)}|null} null where nothing is swept
 */
export function sweepPictures(experiment, path, signal) {
  const swept = Object.keys(experiment.spec.sweep);
  if (swept.length === 0) {
    return null;
  }
  const labels = labelsOf(experiment.trials.map(({ parameters }) => parameters));
  const size = { width: pictureWidth(), height: 480, figure: 'final' };
  const sweep = picture(address(`${path}/sweep.svg`, size), `Validation accuracy after the last epoch over ${swept.join(' and ')}, with the standard deviation of the replicates`, signal);
  const effects = swept.length > 1 && !experiment.spec.search ? picture(address(`${path}/effects.svg`, size), `How much of the variation ${swept.join(' and ')} explain`, signal) : null;
  const rows = table(
    {
      caption: 'Cells of the sweep',
      empty: 'No trial has an epoch yet.',
      columns: [
        ...swept.map(name => ({ name: labels.name(name), cell: one => labels.value(name, one.parameters[name]), by: one => one.parameters[name] })),
        { name: 'Trials', number: true, cell: one => `${one.count} of ${one.replicates}`, by: one => one.count },
        ...(experiment.spec.search?.halving ? [{ name: 'Epochs', number: true, cell: one => String(one.epochs ?? ''), by: one => one.epochs }] : []),
        { name: 'Mean of last accuracies', number: true, cell: one => accuracy(one.final?.mean), by: one => one.final?.mean },
        { name: 'Standard deviation', number: true, cell: one => accuracy(one.final?.standardDeviation), by: one => one.final?.standardDeviation },
        { name: 'Behind the best', cell: gapWords, by: one => one.finalGap?.difference },
      ],
    },
    [],
  );
  const shares = effects === null ? null : shareTable();
  let completed = null;
  const refresh = async ({ trials }) => {
    const ended = trials.filter(({ status: present }) => isOver(present));
    const now = ended.map(({ trial, epochsCompleted }) => `${trial}:${epochsCompleted}`).join();
    if (now === completed) {
      return;
    }
    completed = now;
    sweep.refresh();
    effects?.refresh();
    try {
      rows.show((await get(`${path}/sweep`, signal)).cells);
      shares?.show(await explained());
      connection('open');
    } catch (problem) {
      completed = null;
      if (problem.name !== 'AbortError') {
        connection(problem.status === 0 ? 'lost' : 'open');
      }
    }
  };
  /** Nothing until enough trials have completed: the service says that it is too early. */
  const explained = async () => {
    try {
      return (await get(address(`${path}/effects`, { figure: 'final' }), signal)).parameters;
    } catch (problem) {
      if (problem.status === TOO_EARLY) {
        return [];
      }
      throw problem;
    }
  };
  refresh(experiment);
  const files = name => downloads(name === 'sweep' ? 'Sweep' : 'Effects', ['png', 'svg', 'csv'].map(format => [format.toUpperCase(), address(`${path}/${name}.${format}`, { figure: 'final' }), `experiment-${experiment.id}-${name}.${format}`]));
  return {
    refresh,
    element: h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Sweep'),
      sweep,
      files('sweep'),
      rows,
      effects === null ? null : [h('h3', {}, 'Which parameter matters'), effects, files('effects'), shares],
    ),
  };
}

/** Whether a cell is worse than the best one by more than chance. */
function gapWords(one) {
  const gap = one.finalGap;
  if (!gap) {
    return one.pruned ? `stopped after ${plural(one.epochs, 'epoch')}` : '';
  }
  const sign = accuracy(gap.difference);
  const answer = gap.paired?.otherSeeds ?? gap.paired?.otherImages;
  if (!answer) {
    return sign;
  }
  return `${sign}, ${answer.significant ? 'more than chance' : 'may be chance'} (p = ${figure(answer.adjustedP)})`;
}

/** How much of the variation each swept parameter explains. */
function shareTable() {
  return table(
    {
      caption: 'What each parameter explains',
      empty: 'Too few trials have completed yet.',
      columns: [
        { name: 'Parameter', cell: one => one.parameter, by: one => one.parameter },
        { name: 'Explains', number: true, cell: one => finePercent(one.effect.share), by: one => one.effect.share },
        { name: 'p', number: true, cell: one => figure(one.effect.adjustedP), by: one => one.effect.adjustedP },
      ],
    },
    [],
  );
}
