package dev.trainyard.engine;

import dev.trainyard.training.Averaging;

/** The average of a training's weights, beside those that are trained; see {@link Averaging}. */
final class WeightAverage {
  private final Averaging averaging;
  private final int batches;
  private final float[] average;

  /** The trained parameters when they were last asked for. */
  private final float[] trained;

  /**
   * The average of a training that begins.
   *
   * @param size of the parameters, running statistics included
   * @param batches mini-batches of an epoch
   */
  WeightAverage(Averaging averaging, int size, int batches) {
    this.averaging = averaging;
    this.batches = batches;
    this.average = new float[size];
    this.trained = new float[size];
  }

  /** Whether there is an average at the end of an epoch. */
  boolean includes(int epoch) {
    return averaging.includes(epoch);
  }

  /** Goes on from a checkpoint whose parameters the network has. */
  void goOn(Checkpoint from, EpochLoop.Steps steps) {
    if (from.unaveraged().length > 0) {
      System.arraycopy(from.parameters(), 0, average, 0, average.length);
      steps.setParameters(from.unaveraged());
    }
  }

  /**
   * Follows the network after a mini-batch.
   *
   * @param batch in its epoch, from 1
   */
  void follow(EpochLoop.Steps steps, int epoch, int batch) {
    if (!includes(epoch)) {
      return;
    }
    float pace = (float) averaging.pace(epoch, batch, batches);
    if (pace > 0) {
      steps.copyParameters(trained);
      for (int i = 0; i < average.length; i++) {
        average[i] += pace * (trained[i] - average[i]);
      }
    }
  }

  /** Gives the network, after the last mini-batch of an epoch, the average for its parameters. */
  void show(EpochLoop.Steps steps) {
    steps.setParameters(average);
  }

  /**
   * Takes the average back.
   *
   * @param shown the network's state with the average
   * @return the same with what training goes on from
   */
  Checkpoint hide(EpochLoop.Steps steps, Checkpoint shown) {
    steps.setParameters(trained);
    return new Checkpoint(shown.epoch(), shown.parameters(), shown.updaterState(), trained.clone());
  }
}
