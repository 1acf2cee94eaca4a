package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Initializer;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.training.Augmentation;
import dev.trainyard.training.EngineChoice;
import dev.trainyard.training.Optimizer;
import dev.trainyard.training.TrainingSpec;
import dev.trainyard.training.Validation;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The choice among engines, with some that say what a machine and a network may make them say. */
@NullUnmarked
class EnginesTest {
  private static final String NO_CARD = "there is no card";
  private static final String TOO_DEEP = "the network is too deep";

  private static final Network NETWORK =
      Network.of(
          new NetworkSpec(
              List.of(
                  new Layer.Flatten(),
                  new Layer.Dense(Plans.CLASSES, Activation.SOFTMAX, Initializer.GLOROT_UNIFORM))),
          Plans.SHAPE,
          Plans.CLASSES);

  /** Trains nothing; says of itself what it is told to. */
  private record MadeUp(
      String name, @Nullable String machine, @Nullable String network, boolean isQuick)
      implements ReferenceEngine {

    static MadeUp able(String name) {
      return new MadeUp(name, null, null, false);
    }

    static MadeUp quick(String name) {
      return new MadeUp(name, null, null, true);
    }

    static MadeUp unusable(String name) {
      return new MadeUp(name, NO_CARD, null, false);
    }

    static MadeUp unfit(String name) {
      return new MadeUp(name, null, TOO_DEEP, false);
    }

    @Override
    public EngineProvenance provenance() {
      return new EngineProvenance(name, "made up", "none", 1, "a card");
    }

    @Override
    public Optional<String> unusable() {
      return Optional.ofNullable(machine);
    }

    @Override
    public Optional<String> unsupported(Network shaped, TrainingSpec training) {
      return Optional.ofNullable(network);
    }

    @Override
    public boolean train(TrainingPlan plan, @Nullable Checkpoint from, TrainingListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Evaluation evaluate(TrainedModel model, LabelledImages images, IntSupplier threads) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[][] probabilities(TrainedModel model, LabelledImages images, IntSupplier threads) {
      return new float[][] {{name.length()}};
    }

    @Override
    public void write(TrainedModel model, OutputStream out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<LayerOutput> activations(TrainedModel model, LabelledImages images, int image) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Predictor> predictor(TrainedModel model) {
      return isQuick ? Optional.of(Predictor.of(this, model)) : Optional.empty();
    }
  }

  @Test
  void takesTheFirstThatCanTrainThis() {
    assertPicked(
        pick(EngineChoice.AUTO, MadeUp.able("cuda"), MadeUp.able("fused")),
        "cuda",
        "the preferred engine here, which supports every part of this training");
    assertPicked(
        pick(EngineChoice.AUTO, MadeUp.unfit("cuda"), MadeUp.unfit("fused"), MadeUp.able("dl4j")),
        "dl4j",
        "cuda cannot train this: the network is too deep; fused cannot train this: the network is too deep");
  }

  @Test
  void saysNothingOfWhatTheMachineDoesNotHave() {
    assertPicked(
        pick(EngineChoice.AUTO, MadeUp.unusable("cuda"), MadeUp.able("fused")),
        "fused",
        "the preferred engine here, which supports every part of this training");
  }

  @Test
  void takesTheOneThatIsAskedFor() {
    assertPicked(
        pick(EngineChoice.FUSED, MadeUp.able("cuda"), MadeUp.able("fused")), "fused", "asked for");
  }

  @Test
  void tellsAMachineThatLacksAnEngineFromAnEngineThatCannot() {
    assertThatThrownBy(() -> pick(EngineChoice.CUDA, MadeUp.unusable("cuda"), MadeUp.able("dl4j")))
        .isInstanceOf(EngineUnavailable.class)
        .hasMessage("the engine cuda cannot be used: there is no card");
    assertThatThrownBy(() -> pick(EngineChoice.CUDA, MadeUp.able("dl4j")))
        .isInstanceOf(EngineUnavailable.class)
        .hasMessage("the engine cuda is not there");
    assertThatThrownBy(() -> pick(EngineChoice.CUDA, MadeUp.unfit("cuda"), MadeUp.able("dl4j")))
        .isExactlyInstanceOf(TrainingFailed.class)
        .hasMessage("the engine cuda cannot train this: the network is too deep");
    assertThatThrownBy(() -> pick(EngineChoice.AUTO, MadeUp.unusable("cuda"), MadeUp.unfit("dl4j")))
        .isExactlyInstanceOf(TrainingFailed.class)
        .hasMessage(
            "no engine can train this: cuda cannot be used: there is no card; dl4j cannot train this: the network is too deep");
  }

  @Test
  void goesOnWithTheEngineThatHasTrainedSoFar() {
    Engines engines = engines(MadeUp.able("cuda"), MadeUp.able("fused"), MadeUp.able("dl4j"));

    assertPicked(
        engines.pick(NETWORK, training(EngineChoice.AUTO), "fused"),
        "fused",
        "it has trained the epochs so far");
    assertPicked(engines.pick(NETWORK, training(EngineChoice.DL4J), "fused"), "dl4j", "asked for");
  }

  @Test
  void goesOnWithAnotherOnlyIfThatOneCannotAndSaysWhy() {
    Engines engines = engines(MadeUp.unusable("cuda"), MadeUp.able("fused"), MadeUp.able("dl4j"));

    assertPicked(
        engines.pick(NETWORK, training(EngineChoice.AUTO), "cuda"),
        "fused",
        "cuda cannot be used: there is no card");
    assertThat(engines.pick(NETWORK, training(EngineChoice.AUTO), "gone").engine().name())
        .isEqualTo("fused");
  }

  @Test
  void seesNoObstacleWhereTheEngineAskedForCan() {
    MadeUp[] three = {MadeUp.unusable("cuda"), MadeUp.able("fused"), MadeUp.unfit("dl4j")};

    assertThat(obstacle(EngineChoice.AUTO, three)).isEmpty();
    assertThat(obstacle(EngineChoice.FUSED, three)).isEmpty();
  }

  @Test
  void saysWhatIsInTheWayAndWhatToAskForInstead() {
    MadeUp[] three = {MadeUp.unusable("cuda"), MadeUp.able("fused"), MadeUp.able("dl4j")};
    MadeUp[] none = {MadeUp.unusable("cuda"), MadeUp.unfit("dl4j")};

    assertThat(obstacle(EngineChoice.CUDA, three))
        .hasValue(
            "is cuda, which cannot be used: there is no card; leave it out, or ask for auto or fused or dl4j");
    assertThat(obstacle(EngineChoice.DL4J, MadeUp.able("fused"), MadeUp.unfit("dl4j")))
        .hasValue(
            "is dl4j, which cannot train this: the network is too deep; leave it out, or ask for auto or fused");
    assertThat(obstacle(EngineChoice.FUSED, MadeUp.able("dl4j")))
        .hasValue("is fused, which is not there; leave it out, or ask for auto or dl4j");
    assertThat(obstacle(EngineChoice.DL4J, none))
        .hasValue("is dl4j, which cannot train this: the network is too deep; change the network");
    assertThat(obstacle(EngineChoice.AUTO, none))
        .hasValue(
            "is auto, but no engine can train this: cuda cannot be used: there is no card; dl4j cannot train this: the network is too deep; change the network");
  }

  @Test
  void predictsWithTheFirstThatIsMadeForFewImages() {
    TrainedModel model = model(EngineChoice.AUTO);
    MadeUp fused = MadeUp.quick("fused");

    LabelledImages images = SyntheticImages.of(Plans.SHAPE, Plans.CLASSES, 1, 1);

    assertThat(engines(MadeUp.able("cuda"), fused).predictor(model).probabilities(images))
        .isEqualTo(fused.probabilities(model, images, () -> 1));
    Predictor reference = engines(MadeUp.able("dl4j")).predictor(model);
    assertThat(reference.probabilities(images))
        .isEqualTo(MadeUp.able("dl4j").probabilities(model, images, () -> 1));
    assertThat(reference.bytes()).isEqualTo(3 * Float.BYTES);
  }

  @Test
  void showsImagesToAModelWhereverItIs() {
    MadeUp[] three = {MadeUp.unusable("cuda"), MadeUp.able("fused"), MadeUp.able("dl4j")};

    assertThat(engines(three).scorer(model(EngineChoice.CUDA)).name()).isEqualTo("fused");
    assertThat(engines(three).scorer(model(EngineChoice.DL4J)).name()).isEqualTo("dl4j");
    assertThat(engines(three).scorer(model(EngineChoice.AUTO)).name()).isEqualTo("fused");
  }

  @Test
  void showsImagesToAModelAsItWasTrained() {
    MadeUp[] three = {MadeUp.able("cuda"), MadeUp.able("fused"), MadeUp.able("dl4j")};

    assertThat(engines(three).scorer(model(EngineChoice.AUTO, "fused")).name()).isEqualTo("fused");
    assertThat(engines(three).scorer(model(EngineChoice.CUDA, "dl4j")).name()).isEqualTo("dl4j");
    assertThat(engines(three).scorer(model(EngineChoice.AUTO, "former")).name()).isEqualTo("cuda");
  }

  @Test
  void knowsWhatTheMachineHas() {
    assertThat(engines(MadeUp.unusable("cuda"), MadeUp.unfit("fused")).usable())
        .extracting(TrainingEngine::name)
        .containsExactly("fused");
  }

  @Test
  void knowsWhereAnEngineStands() {
    assertThat(EngineStanding.of(MadeUp.unusable("cuda")))
        .isEqualTo(new EngineStanding("cuda", null, NO_CARD, null));
    EngineStanding usable = EngineStanding.of(MadeUp.able("cuda"));
    assertThat(usable.unusable()).isNull();
    assertThat(usable.provenance()).isEqualTo(MadeUp.able("cuda").provenance());

    TrainingEngine broken = mock();
    UnsatisfiedLinkError cause = new UnsatisfiedLinkError("no libx in java.library.path");
    when(broken.name()).thenReturn("dl4j");
    when(broken.unusable()).thenReturn(Optional.empty());
    when(broken.provenance()).thenThrow(cause);
    EngineStanding standing = EngineStanding.of(broken);
    assertThat(standing.unusable())
        .isEqualTo(
            "its libraries cannot be loaded: java.lang.UnsatisfiedLinkError: no libx in java.library.path");
    assertThat(standing.failure()).isSameAs(cause);
  }

  private static void assertPicked(Engines.Pick pick, String engine, String reason) {
    assertThat(pick.engine().name()).isEqualTo(engine);
    assertThat(pick.reason()).isEqualTo(reason);
  }

  private static Engines engines(MadeUp... engines) {
    return new Engines(List.of(engines));
  }

  private static Engines.Pick pick(EngineChoice choice, MadeUp... engines) {
    return engines(engines).pick(NETWORK, training(choice));
  }

  private static Optional<String> obstacle(EngineChoice choice, MadeUp... engines) {
    return engines(engines).obstacle(NETWORK, training(choice));
  }

  private static TrainedModel model(EngineChoice choice) {
    return model(choice, null);
  }

  private static TrainedModel model(EngineChoice choice, @Nullable String engine) {
    return new TrainedModel(
        NETWORK, training(choice), new Checkpoint(1, new float[3], new float[0]), 1, engine);
  }

  private static TrainingSpec training(EngineChoice choice) {
    return new TrainingSpec(
        1, 16, new Optimizer.Sgd(0.1), 0, Augmentation.NONE, 7, Validation.onTest(), choice);
  }
}
