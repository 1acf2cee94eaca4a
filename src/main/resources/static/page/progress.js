/** What an epoch changes in what is known, so that the service need not be asked after each of them. */

/** How often the service is asked, in milliseconds, for what an epoch does not tell: the best epoch by its rule, the time left. */
export const ASK_AGAIN = 5000;

/** Progress after one epoch more. */
export function advanced(progress) {
  const epochsCompleted = Math.min(progress.epochsTotal, progress.epochsCompleted + 1);
  return { ...progress, epochsCompleted, fraction: epochsCompleted / progress.epochsTotal };
}

/**
 * A trial after an epoch; the same one if it was known to have come further already.
 *
 * @param {object} row the epoch
 * @param {object} spec of its experiment: early stopping has a rule of its own for which epoch is best
 */
export function learnt(trial, row, spec) {
  if (row.epoch <= trial.epochsCompleted) {
    return trial;
  }
  const stays = trial.best && (spec.training.earlyStopping !== null || trial.best.validationAccuracy >= row.validationAccuracy);
  const best = stays ? trial.best : row;
  const error = ({ validationAccuracy: share }) => Math.sqrt((share * (1 - share)) / trial.validation.images);
  return {
    ...trial,
    epochsCompleted: row.epoch,
    final: row,
    best,
    accuracyStandardErrors: { best: error(best), final: error(row) },
  };
}

/**
 * Adds an epoch to a curve, in its place.
 *
 * @param {object[]} epochs
 * @returns {boolean} whether it was new
 */
export function added(epochs, row) {
  if (epochs.some(({ epoch }) => epoch === row.epoch)) {
    return false;
  }
  epochs.push(row);
  epochs.sort((one, other) => one.epoch - other.epoch);
  return true;
}
