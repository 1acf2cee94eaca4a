/** How good a trained network is, as a whole and class by class. */

import { h } from './dom.js';
import { accuracy, count, figure, finePercent } from './format.js';
import { picture, table } from './parts.js';
import { columnWidth, forms, keyFigure } from './results.js';

/**
 * An evaluation in figures, by class, and as the picture of its reliability.
 *
 * @param {object} evaluation as the service answers
 * @param {function(string, object): string} file the path of its picture
 * @param {AbortSignal} signal of the visit
 */
export function scores(evaluation, file, signal) {
  const { accuracy: right, calibration, classes } = evaluation;
  const on = evaluation.images === 'holdout' ? 'images held out of the training images' : 'test images';
  const size = { width: columnWidth(), height: 420 };
  return [
    h(
      'div',
      { class: 'figures' },
      keyFigure(
        `Accuracy after epoch ${evaluation.epoch}`,
        accuracy(right.value),
        `[${accuracy(right.interval.from)}, ${accuracy(right.interval.to)}], the 95% interval of what it reaches on all images of this kind`,
      ),
      keyFigure('Right', `${count(right.correct)}`, `of ${count(evaluation.count)} ${on}`),
      keyFigure('Log loss', figure(evaluation.logLoss), 'cross-entropy in nats; 0 is perfect'),
      keyFigure('Calibration error', figure(calibration.expectedError), calibrationWords(calibration)),
    ),
    h(
      'div',
      { class: 'columns apart' },
      h('div', {}, h('h3', {}, 'Class by class'), byClass(classes)),
      h(
        'div',
        {},
        h('h3', {}, 'When it is sure, is it right?'),
        picture(
          file('evaluation.svg', size),
          'Reliability diagram: how often the network is right, by how sure it is; the numbers are in the table below',
          signal,
        ),
        h(
          'details',
          { class: 'numbers' },
          h('summary', {}, 'The numbers as a table'),
          bins(calibration.bins.filter(bin => bin.count > 0)),
        ),
        forms(
          'Evaluation',
          suffix => file(`evaluation.${suffix}`),
          `experiment-${evaluation.experimentId}-trial-${evaluation.trial}-evaluation`,
        ),
      ),
    ),
  ];
}

/** On the mean over all images, as the service weighs the bins. */
function calibrationWords({ bins }) {
  const images = bins.reduce((sum, bin) => sum + bin.count, 0);
  const lead = bins.reduce((sum, bin) => sum + bin.count * (bin.confidence - bin.accuracy), 0) / images;
  if (Math.abs(lead) < 0.0005) {
    return 'on average it is as sure as it is right';
  }
  return `on average it is ${finePercent(Math.abs(lead))} ${lead >= 0 ? 'surer' : 'less sure'} than it is right`;
}

function byClass(classes) {
  return table(
    {
      caption: 'Precision, recall and F1 of each class',
      columns: [
        { name: 'Class', cell: one => one.class, by: one => one.class },
        { name: 'Images', number: true, cell: one => count(one.images), by: one => one.images },
        { name: 'Precision', number: true, cell: one => accuracy(one.precision), by: one => one.precision },
        { name: 'Recall', number: true, cell: one => accuracy(one.recall), by: one => one.recall },
        { name: 'F1', number: true, cell: one => accuracy(one.f1), by: one => one.f1 },
      ],
    },
    classes,
  );
}

function bins(rows) {
  return table(
    {
      caption: 'Confidence and accuracy',
      columns: [
        { name: 'Sure of', cell: bin => `${finePercent(bin.from)} to ${finePercent(bin.to)}`, short: true },
        { name: 'Images', number: true, cell: bin => count(bin.count) },
        { name: 'Mean confidence', number: true, cell: bin => finePercent(bin.confidence) },
        { name: 'Right', number: true, cell: bin => finePercent(bin.accuracy) },
      ],
    },
    rows,
  );
}
