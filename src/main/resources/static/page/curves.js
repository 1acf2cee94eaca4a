/** Which lines the learning curves of an experiment are. */

import { smooth } from './chart.js';
import { labelsOf } from './labels.js';

/** What there is a curve of. */
export const METRICS = {
  accuracy: { words: 'Accuracy', training: 'trainAccuracy', validation: 'validationAccuracy' },
  loss: { words: 'Loss', training: 'trainLoss', validation: 'validationLoss' },
};
/** More lines than this are shown as the means of their cells. */
const MOST_LINES = 12;

/**
 * The lines of the chart.
 *
 * @param {object} experiment
 * @param {object[]} curves of its trials, as the service answers them
 * @param {Visit} visit whose address says which are wanted: `metric`, `log`, `smooth`, `lines` and `training`
 * @returns {object} what `lineChart` shows
 */
export function curveLines(experiment, curves, visit) {
  const { query } = visit;
  const metric = METRICS[query.get('metric')] ?? METRICS.accuracy;
  const log = query.get('log') === 'yes';
  const reach = visit.number('smooth');
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
  const labels = labelsOf(curves.map(({ parameters }) => parameters));
  const byCell = wanted === 'cells' || (wanted !== 'trials' && (curves.length > MOST_LINES || experiment.spec.replicates > 1));
  return byCell
    ? [...Map.groupBy(curves, ({ parameters }) => JSON.stringify(parameters)).values()].map(members => ({
        label: labels.of(members[0].parameters) || experiment.name,
        members,
      }))
    : curves.map(trial => ({
        label: [labels.of(trial.parameters), experiment.spec.replicates > 1 ? `seed ${trial.seed}` : '']
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
