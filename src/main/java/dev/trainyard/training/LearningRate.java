package dev.trainyard.training;

/**
 * The learning rate of every mini-batch of a training.
 *
 * @param highest the optimizer's own, which the schedule makes smaller
 * @param epochs of the whole training
 * @param batches mini-batches of an epoch
 */
public record LearningRate(double highest, Schedule schedule, int epochs, int batches) {

  /** That of a training whose epochs have so many mini-batches. */
  public static LearningRate of(TrainingSpec training, int batches) {
    return new LearningRate(
        training.optimizer().learningRate(), training.schedule(), training.epochs(), batches);
  }

  /**
   * The learning rate of a mini-batch.
   *
   * @param step its number since the beginning of the training, from 1
   */
  public double at(long step) {
    double epochsDone = (step - 1) / (double) batches;
    double warmUp = schedule.warmUpEpochs() * batches;
    double ramp = step < warmUp ? step / warmUp : 1;
    return highest * ramp * schedule.factor(epochsDone, epochs);
  }
}
