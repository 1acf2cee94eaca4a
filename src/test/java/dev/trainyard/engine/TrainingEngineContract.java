package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.Schedule;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine promises; each has a subclass. */
abstract class TrainingEngineContract {
  private static final Optimizer SGD = new Optimizer.Sgd(0.1);
  private static final Optimizer ADAM = new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8);
  private static final Layer SOFTMAX = new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX);
  private static final List<Layer> DENSE =
      List.of(new Layer.Flatten(), new Layer.Dense(13, Activation.RELU), SOFTMAX);
  private static final List<Layer> EVERYTHING =
      List.of(
          new Layer.Conv2d(6, 3, 1, Padding.SAME, Activation.RELU),
          new Layer.BatchNorm(0.9, 1e-3),
          new Layer.MaxPool2d(2, 2, Padding.VALID),
          new Layer.Dropout(0.2),
          new Layer.Flatten(),
          new Layer.Dropout(0.1),
          new Layer.Dense(13, Activation.LINEAR),
          new Layer.Activate(Activation.TANH),
          new Layer.Dropout(0.3),
          SOFTMAX);

  abstract TrainingEngine engine();

  /** Mini-batches between two questions whether to stop. */
  int together() {
    return 1;
  }

  static List<Optimizer> optimizers() {
    return Optimizers.ALL;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromACheckpointAsIfItHadNeverStopped(Optimizer optimizer) {
    TrainingPlan plan = Plans.of(EVERYTHING, Plans.training(4, optimizer, 1e-3));
    RecordedTraining whole = RecordedTraining.toTheEnd();
    assertThat(engine().train(plan, null, whole)).isTrue();

    Checkpoint half = whole.checkpoints().get(1);
    RecordedTraining rest = RecordedTraining.toTheEnd();
    assertThat(engine().train(plan, half, rest)).isTrue();

    assertThat(rest.curve()).isEqualTo(whole.curve().subList(2, 4));
    assertSame(rest.checkpoints().getLast(), whole.checkpoints().getLast());
  }

  static Stream<List<Layer>> beginnings() {
    return Stream.of(DENSE, EVERYTHING);
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void goesOnWithTheAugmentationOfTheNextEpoch(List<Layer> layers) {
    TrainingSpec training =
        Plans.training(3, SGD, 0)
            .withAugmentation(new Augmentation(1, 10, 0.1, 0.1, new Augmentation.Elastic(5, 2), 2));
    TrainingPlan plan = Plans.of(layers, training);
    RecordedTraining whole = RecordedTraining.toTheEnd();
    engine().train(plan, null, whole);
    RecordedTraining rest = RecordedTraining.toTheEnd();
    engine().train(plan, whole.checkpoints().getFirst(), rest);
    RecordedTraining plain = RecordedTraining.toTheEnd();
    engine().train(Plans.of(layers, Plans.training(3, SGD, 0)), null, plain);

    assertThat(rest.curve()).isEqualTo(whole.curve().subList(1, 3));
    assertSame(rest.checkpoints().getLast(), whole.checkpoints().getLast());
    assertThat(plain.curve()).isNotEqualTo(whole.curve());
  }

  @Test
  void goesOnWithAllThatARecipeHasAsIfItHadNeverStopped() {
    TrainingSpec training =
        new TrainingDraft(new Optimizer.AdamW(0.002, 0.9, 0.999, 1e-7, 0.01))
            .size(4, Plans.BATCH)
            .schedule(new Schedule.OneCycle(0.3, 0.04, 0, 1))
            .l1(1e-5)
            .l2Biases(1e-4)
            .labelSmoothing(0.1)
            .clipping(0.5, 0.1)
            .averaging(0.9, 2)
            .spec();
    TrainingPlan plan = Plans.of(EVERYTHING, training);
    RecordedTraining whole = RecordedTraining.toTheEnd();
    engine().train(plan, null, whole);
    for (int done = 1; done < 4; done++) {
      RecordedTraining rest = RecordedTraining.toTheEnd();
      engine().train(plan, whole.checkpoints().get(done - 1), rest);

      assertThat(rest.curve()).isEqualTo(whole.curve().subList(done, 4));
      assertSame(rest.checkpoints().getLast(), whole.checkpoints().getLast());
    }
  }

  @Test
  void validatesAndKeepsTheAverageAndGoesOnFromWhatIsTrained() {
    TrainingDraft draft = new TrainingDraft(new Optimizer.Momentum(0.05, 0.9)).size(4, 5);
    RecordedTraining plain = RecordedTraining.toTheEnd();
    TrainingPlan plan = Plans.of(EVERYTHING, draft.spec());
    engine().train(plan, null, plain);
    RecordedTraining averaged = RecordedTraining.toTheEnd();
    TrainingSpec averaging = draft.averaging(0.95, 2).spec();
    engine().train(Plans.of(EVERYTHING, averaging), null, averaged);

    assertThat(averaged.curve().getFirst()).isEqualTo(plain.curve().getFirst());
    assertSame(averaged.checkpoints().getFirst(), plain.checkpoints().getFirst());
    for (int i = 1; i < 4; i++) {
      Checkpoint raw = plain.checkpoints().get(i);
      Checkpoint model = averaged.checkpoints().get(i);
      EpochMetrics metrics = averaged.metrics().get(i);
      assertThat(model.unaveraged()).containsExactly(raw.parameters());
      assertThat(model.updaterState()).containsExactly(raw.updaterState());
      assertThat(model.parameters()).isNotEqualTo(raw.parameters());
      assertThat(metrics.trainLoss()).isEqualTo(plain.metrics().get(i).trainLoss());
      TrainedModel trained = new TrainedModel(plan.network(), averaging, model, 1, null);
      assertThat(engine().evaluate(trained, plan.validationImages(), () -> 1).accuracy())
          .isEqualTo(metrics.validationAccuracy());
    }
  }

  @Test
  void reportsTheLossWithoutLabelSmoothing() {
    Optimizer still = new Optimizer.Sgd(1e-12);
    RecordedTraining plain = RecordedTraining.toTheEnd();
    engine().train(Plans.of(DENSE, new TrainingDraft(still).spec()), null, plain);
    RecordedTraining smoothed = RecordedTraining.toTheEnd();
    TrainingSpec smoothing = new TrainingDraft(still).labelSmoothing(0.5).spec();
    engine().train(Plans.of(DENSE, smoothing), null, smoothed);

    assertThat(smoothed.metrics().getFirst().trainLoss())
        .isCloseTo(plain.metrics().getFirst().trainLoss(), within(1e-6));
    assertThat(smoothed.metrics().getFirst().validationLoss())
        .isCloseTo(plain.metrics().getFirst().validationLoss(), within(1e-6));
  }

  @Test
  void leavesTheCheckpointItStartsFromAlone() {
    TrainingPlan plan = Plans.of(DENSE, Plans.training(2, ADAM, 0));
    RecordedTraining first = RecordedTraining.toTheEnd();
    engine().train(plan, null, first);
    Checkpoint start = first.checkpoints().getFirst();
    Checkpoint copy =
        new Checkpoint(start.epoch(), start.parameters().clone(), start.updaterState().clone());

    engine().train(plan, start, RecordedTraining.toTheEnd());

    assertSame(start, copy);
  }

  @Test
  void givesTheSameResultForTheSameSeedAloneOrInCompany() {
    TrainingPlan plan = Plans.of(EVERYTHING, Plans.training(2, ADAM, 1e-3));
    RecordedTraining alone = RecordedTraining.toTheEnd();
    engine().train(plan, null, alone);

    List<RecordedTraining> together = Stream.generate(RecordedTraining::toTheEnd).limit(4).toList();
    CompletableFuture.allOf(
            together.stream()
                .map(
                    listener ->
                        CompletableFuture.runAsync(() -> engine().train(plan, null, listener)))
                .toArray(CompletableFuture<?>[]::new))
        .join();

    for (RecordedTraining training : together) {
      assertThat(training.curve()).isEqualTo(alone.curve());
      assertSame(training.checkpoints().getLast(), alone.checkpoints().getLast());
    }
  }

  @Test
  void givesAnotherResultForAnotherSeed() {
    TrainingSpec training = Plans.training(1, SGD, 0);
    RecordedTraining one = RecordedTraining.toTheEnd();
    RecordedTraining other = RecordedTraining.toTheEnd();
    engine().train(Plans.of(DENSE, training), null, one);
    engine().train(Plans.of(DENSE, training.withSeed(8)), null, other);

    assertThat(one.curve()).isNotEqualTo(other.curve());
  }

  @Test
  void stopsBeforeTheNextMiniBatchAndDropsTheEpochInFlight() {
    TrainingPlan plan = Plans.of(DENSE, Plans.training(3, SGD, 0).withBatchSize(2));
    int batches = Math.ceilDiv(Plans.TRAIN, 2);
    int seen = Math.ceilDiv(3, together()) * together();
    RecordedTraining stopped = RecordedTraining.stoppingAfter(batches + 3);

    assertThat(engine().train(plan, null, stopped)).isFalse();

    assertThat(stopped.progress())
        .hasSize(batches + seen)
        .startsWith("1: 1/" + batches)
        .endsWith("2: %d/%d".formatted(seen, batches));
    assertThat(stopped.metrics()).hasSize(1);
  }

  @Test
  void hasNothingLeftToDoAfterTheLastEpoch() {
    TrainingPlan plan = Plans.of(DENSE, Plans.training(1, SGD, 0));
    RecordedTraining first = RecordedTraining.toTheEnd();
    engine().train(plan, null, first);
    RecordedTraining again = RecordedTraining.toTheEnd();

    assertThat(engine().train(plan, first.checkpoints().getLast(), again)).isTrue();
    assertThat(again.progress()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void learnsASmallProblem(Optimizer optimizer) {
    RecordedTraining training = RecordedTraining.toTheEnd();
    engine().train(Plans.of(DENSE, Plans.training(20, optimizer, 1e-5)), null, training);

    EpochMetrics first = training.metrics().getFirst();
    EpochMetrics last = training.metrics().getLast();
    assertThat(last.validationAccuracy()).isGreaterThan(0.95);
    assertThat(last.trainLoss()).isLessThan(first.trainLoss());
    assertThat(last.validationLoss()).isLessThan(first.validationLoss());
    assertThat(last.learningRate()).isEqualTo(optimizer.learningRate());
    assertThat(last.seconds()).isPositive();
  }

  @Test
  void learnsThroughEveryKindOfLayer() {
    RecordedTraining training = RecordedTraining.toTheEnd();
    engine().train(Plans.of(EVERYTHING, Plans.training(25, SGD, 1e-4)), null, training);

    assertThat(training.metrics().getLast().validationAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void startsNearTheLossOfGuessingWithoutThePenalty() {
    RecordedTraining training = RecordedTraining.toTheEnd();
    Optimizer still = new Optimizer.Sgd(1e-12);
    engine().train(Plans.of(DENSE, Plans.training(1, still, 100)), null, training);

    assertThat(training.metrics().getFirst().trainLoss())
        .isCloseTo(Math.log(Plans.CLASSES), within(0.5));
  }

  @Test
  void failsWithAReasonWhenTheLossIsNoLongerFinite() {
    TrainingPlan plan = Plans.of(DENSE, Plans.training(3, new Optimizer.Sgd(1e30), 0));

    assertThatThrownBy(() -> engine().train(plan, null, RecordedTraining.toTheEnd()))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("epoch 1, mini-batch")
        .hasMessageContaining("learning rate 1.0E30");
  }

  /** One mini-batch an epoch: its own loss is taken before the update that breaks all down. */
  @Test
  void failsWhenTheLossIsFiniteInTrainingAndNoLongerInValidation() {
    TrainingSpec training = Plans.training(3, new Optimizer.Sgd(1e30), 2);
    TrainingPlan plan = Plans.of(DENSE, training.withBatchSize(60_000));
    RecordedTraining recorded = RecordedTraining.toTheEnd();

    assertThatThrownBy(() -> engine().train(plan, null, recorded))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("on the validation images after epoch 1")
        .hasMessageContaining("the learning rate 1.0E30 or l2 2.0 is probably too large");
    assertThat(recorded.metrics()).isEmpty();
  }

  @Test
  void failsWithAReasonWhenMemoryDoesNotSuffice() {
    List<Layer> layers =
        List.of(
            new Layer.Conv2d(Layer.LARGEST, 1, 1, Padding.VALID, Activation.RELU),
            new Layer.Conv2d(1, 1, 180, Padding.VALID, Activation.RELU),
            new Layer.Flatten(),
            SOFTMAX);
    Network network =
        Network.of(new NetworkSpec(layers), new Shape.Image(180, 180, 1), Plans.CLASSES);
    Validation validation = Validation.onTest();
    TrainingSpec training =
        new TrainingSpec(
            1, Plans.TRAIN, SGD, 0, Augmentation.NONE, 7, validation, EngineChoice.AUTO);
    TrainingPlan plan = Plans.of(network, training, Plans.TRAIN);

    assertThatThrownBy(() -> engine().train(plan, null, RecordedTraining.toTheEnd()))
        .isInstanceOf(TrainingFailed.class)
        .hasMessageContaining("out of memory")
        .hasMessageContaining("mini-batches of 203 images");
  }

  @Test
  void tellsWhatComputes() {
    EngineProvenance provenance = engine().provenance();

    assertThat(provenance.engine()).isEqualTo(engine().name());
    assertThat(provenance.blas()).matches("(OpenBLAS 0|oneDNN 2|.*cuBLAS \\d+)\\..*");
    assertThat(provenance.threads()).isPositive();
  }

  private static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.epoch()).isEqualTo(expected.epoch());
    assertThat(actual.parameters()).containsExactly(expected.parameters());
    assertThat(actual.updaterState()).containsExactly(expected.updaterState());
    assertThat(actual.unaveraged()).containsExactly(expected.unaveraged());
  }
}
