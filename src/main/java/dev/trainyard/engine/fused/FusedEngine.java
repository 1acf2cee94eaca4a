package dev.trainyard.engine.fused;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EpochLoop;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.Predictor;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.engine.fused.arithmetic.Sgemm;
import dev.trainyard.engine.fused.forward.ForwardNetwork;
import dev.trainyard.engine.fused.team.Team;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The fast engine: each mini-batch straight on a matrix product, with plain loops around it. */
public final class FusedEngine implements TrainingEngine {
  @Override
  public String name() {
    return "fused";
  }

  @Override
  public EngineProvenance provenance() {
    return new EngineProvenance(
        name(), "Trainyard", Sgemm.library(), Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Optional<String> unusable() {
    return Sgemm.missing();
  }

  @Override
  public Optional<String> unsupported(Network network, TrainingSpec training) {
    return Optional.empty();
  }

  @Override
  public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
    try (Team team = new Team(plan.threads())) {
      Checkpoint start = from == null ? plan.beginning() : from;
      FusedNetwork network = FusedNetwork.training(plan, start, team);
      return new EpochLoop(plan, listener).run(network, start);
    } catch (OutOfMemoryError | ArithmeticException | NegativeArraySizeException e) {
      throw MemoryUsedUp.inTraining(plan, e);
    }
  }

  @Override
  public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
    try (Team team = new Team(threads)) {
      return Evaluation.of(trained(model, images, team).score(images), images.count());
    }
  }

  @Override
  public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
    try (Team team = new Team(threads)) {
      return trained(model, images, team).probabilities(images);
    }
  }

  @Override
  public Optional<Predictor> predictor(TrainedModel model) {
    return Optional.of(new ForwardNetwork(model.network(), model.state().parameters()));
  }

  private static FusedNetwork trained(TrainedModel model, LabelledImages images, Team team) {
    TrainingPlan plan =
        new TrainingPlan(model.network(), model.training(), images, images, () -> 1);
    return new FusedNetwork(plan, model.state(), FusedNetwork.PREDICTED, team);
  }
}
