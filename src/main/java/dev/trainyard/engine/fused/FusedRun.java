package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.AugmentedImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.Score;
import dev.trainyard.engine.TrainingPlan;

/** One training from a checkpoint to its end: the network and its threads. */
record FusedRun(FusedNetwork network, Team team) implements EpochLoop.Steps {

  static FusedRun of(TrainingPlan plan, Checkpoint start, Team team) {
    int largest = Math.min(plan.training().batchSize(), plan.trainImages().count());
    int capacity = Math.max(largest, FusedNetwork.PREDICTED);
    FusedNetwork network = new FusedNetwork(plan, plan.batches(), capacity, team);
    network.load(start.parameters(), start.stateFor(plan.network(), plan.training().optimizer()));
    return new FusedRun(network, team);
  }

  @Override
  public void draw(AugmentedImages augmented, int epoch) {
    team.run(augmented.pieces(), piece -> augmented.draw(epoch, piece));
  }

  @Override
  public void beginEpoch(int epoch, LabelledImages images) {
    network.beginEpoch(epoch, images);
  }

  @Override
  public double train(
      LabelledImages images, int[] order, int from, int count, int batch, long step) {
    return network.train(images, order, from, count, batch, step);
  }

  @Override
  public int hits() {
    return network.hits();
  }

  @Override
  public Score score(LabelledImages images) {
    return network.score(images);
  }

  @Override
  public Checkpoint checkpoint(int epoch) {
    return network.save(epoch);
  }
}
