package dev.trainyard.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.chart.Picture;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.LayerOutput;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.network.Activation;
import dev.trainyard.network.Layer;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;
import dev.trainyard.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Networks that see images of 5 by 4 pixels and three classes. */
@NullUnmarked
class TrialActivationsTest {
  private static final Layer OUTPUT = new Layer.Dense(3, Activation.SOFTMAX);
  private static final float[] PROBABILITIES = {0.1f, 0.7f, 0.2f};

  @Test
  void takesAKernelWithItsNormalisationAndActivationForOne() {
    TrialActivations seen =
        of(
            new Layer.Conv2d(2, 2, 1, Padding.VALID, Activation.LINEAR),
            new Layer.BatchNorm(0.9, 1e-3),
            new Layer.Dropout(0.1),
            new Layer.Activate(Activation.LEAKY_RELU),
            new Layer.MaxPool2d(2, 2, Padding.VALID),
            new Layer.Flatten(),
            new Layer.Dense(4, Activation.RELU),
            new Layer.Activate(Activation.TANH),
            new Layer.Dense(3, Activation.LINEAR),
            new Layer.Activate(Activation.SOFTMAX));

    assertThat(seen.layers())
        .extracting(LayerActivations::operations)
        .containsExactly(
            List.of("conv2d", "batchNorm", "leakyRelu"),
            List.of("maxPool2d"),
            List.of("dense", "relu"),
            List.of("tanh"));
    assertThat(seen.layers()).extracting(LayerActivations::lastLayer).containsExactly(3, 4, 6, 7);
    assertThat(seen.layers().getFirst().place()).isEqualTo("layers[0–3]");
    assertThat(seen.outputLayer()).isEqualTo(9);
  }

  @Test
  void cutsValuesIntoMaps() {
    LayerActivations layer =
        of(new Layer.MaxPool2d(2, 1, Padding.VALID), new Layer.Flatten(), OUTPUT)
            .layers()
            .getFirst();

    assertThat(layer.maps())
        .isDeepEqualTo(new float[][][] {{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {9, 10, 11}}});
    assertThat(layer.units()).isNull();
    assertThat(layer.smallest()).isZero();
    assertThat(layer.largest()).isEqualTo(11);
  }

  @Test
  void leavesOutWhatIsTooMuchAndSaysSo() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Conv2d(65, 1, 1, Padding.VALID, Activation.RELU));
    layers.add(new Layer.Flatten());
    layers.add(new Layer.Dense(515, Activation.RELU));
    for (int i = 0; i < 16; i++) {
      layers.add(new Layer.Dense(1, Activation.RELU));
    }
    layers.add(OUTPUT);

    TrialActivations seen = of(layers.toArray(Layer[]::new));

    assertThat(seen.layers()).hasSize(16);
    assertThat(seen.omittedLayers()).isEqualTo(2);
    assertThat(seen.layers().get(0).maps()).hasDimensions(64, 5);
    assertThat(seen.layers().get(0).omitted()).isEqualTo(1);
    assertThat(seen.layers().get(0).largest()).isEqualTo(64 * 20 - 1);
    assertThat(seen.layers().get(1).units()).hasSize(512);
    assertThat(seen.layers().get(1).omitted()).isEqualTo(3);
    assertThat(svg(seen))
        .contains(
            "the first 64 of 65 maps of 5×4",
            "the first 512 of 515 units",
            "2 more layers are left out");
  }

  @Test
  void saysWhatTheImageIsAndWhatItIsTakenFor() {
    TrialActivations seen = of(new Layer.Flatten(), new Layer.Dense(3, Activation.TANH), OUTPUT);

    assertThat(seen.trueClass()).isEqualTo("eel");
    assertThat(seen.predicted()).isEqualTo("dog");
    assertThat(seen.confidence()).isEqualTo(0.7f);
    assertThat(svg(seen))
        .contains(
            "test image 1 (the first is 0), true class eel, predicted dog with 70.00%, after epoch 4",
            "layers[1] dense, tanh: 3 units",
            "black 0, white 2.00",
            "Output: layers[2]",
            ">10.00%<",
            ">20.00%<");
    assertThat(seen.csv())
        .isEqualTo(
            """
        layer,map,row,column,value
        1,1,,,0.0
        1,2,,,1.0
        1,3,,,2.0
        2,1,,,0.1
        2,2,,,0.7
        2,3,,,0.2
        """);
  }

  @Test
  void saysThatNothingIsHidden() {
    assertThat(svg(of(new Layer.Flatten(), OUTPUT))).contains("no hidden layer");
  }

  @Test
  void isAsHighAsItsLayersNeed() {
    Layer units = new Layer.Dense(3, Activation.TANH);
    Layer maps = new Layer.Conv2d(30, 2, 1, Padding.SAME, Activation.RELU);
    int few = height(of(new Layer.Flatten(), units, OUTPUT));
    Layer[] many = {maps, maps, maps, maps, new Layer.Flatten(), OUTPUT};
    assertThat(few).isEqualTo(500);
    assertThat(height(of(many))).isBetween(few + 10, 900);
  }

  private static int height(TrialActivations seen) {
    return ActivationChart.of(shown(1), seen, "title", 800, null).size().height();
  }

  @Test
  void countsTheLayersThatALowPictureHasNoHeightFor() {
    Layer[] layers = new Layer[18];
    Arrays.fill(layers, new Layer.Dense(3, Activation.TANH));
    layers[0] = new Layer.Flatten();
    layers[17] = OUTPUT;
    TrialActivations seen = of(layers);

    assertThat(svg(seen)).contains("layers[16] dense").doesNotContain("left out");
    assertThat(svg(seen, 400))
        .contains("layers[9] dense", "7 more layers are left out before the output")
        .doesNotContain("layers[10] dense");
  }

  @Test
  void growsLighterWithTheValue() {
    Shade above = new Shade(false, 2);
    Shade around = new Shade(true, 2);

    assertThat(above.of(0).getRGB()).isEqualTo(0xFF000000);
    assertThat(above.of(2).getRGB()).isEqualTo(0xFFFFFFFF);
    double before = -1;
    for (double value = -2; value <= 2; value += 0.25) {
      double grey = grey(around.of(value));
      assertThat(grey).isGreaterThan(before + 4);
      before = grey;
    }
    assertThat(around.words()).isEqualTo("dark −2.00, grey 0, light 2.00");
    assertThat(new Shade(false, 0).words()).isEqualTo("all 0");
  }

  @Test
  void refusesAnImageThatThereIsNot() {
    for (int image : new int[] {-1, 2}) {
      assertThatThrownBy(() -> shown(image))
          .isInstanceOf(Refusal.class)
          .hasMessage("image: must be from 0 to 1: there are 2 test images");
    }
  }

  private static double grey(java.awt.Color color) {
    return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
  }

  /** What a network makes of the second image whose layers have the values 0, 1, 2 ... */
  private static TrialActivations of(Layer... layers) {
    Network network = Network.of(new NetworkSpec(List.of(layers)), new Shape.Image(5, 4, 1), 3);
    List<LayerOutput> outputs = new ArrayList<>();
    for (var placed : network.layers()) {
      float[] values = new float[placed.output().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      if (!(placed.layer() instanceof Layer.Flatten)) {
        outputs.add(new LayerOutput(placed, values));
      }
    }
    outputs.set(outputs.size() - 1, new LayerOutput(outputs.getLast().layer(), PROBABILITIES));
    return TrialActivations.of(shown(1), network, outputs);
  }

  private static ShownImage shown(int image) {
    LabelledImages images = new LabelledImages(5, 4, 1, 3, new byte[40], new short[] {0, 2});
    ClassNames classes = new ClassNames(Arrays.asList("cat", "dog", "eel"));
    return new ShownImage(7, 2, 4, ScoredImages.TEST, classes, images, image);
  }

  private static String svg(TrialActivations seen) {
    return svg(seen, 900);
  }

  private static String svg(TrialActivations seen, Integer height) {
    Picture picture = ActivationChart.of(shown(1), seen, "title", 800, height);
    return new String(picture.svg(), StandardCharsets.UTF_8);
  }
}
