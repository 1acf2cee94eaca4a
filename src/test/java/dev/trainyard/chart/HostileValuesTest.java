package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a training has come to, its picture is drawn, and soon. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class HostileValuesTest {
  private static final Size SMALLEST = new Size(400, 250);
  private static final Standing DONE = new Standing(List.of(), null);
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    100,
    1e-300,
    4.9e-324,
    1e19,
    1e20,
    3.5e28,
    1e30,
    1e154,
    1e308,
    Double.MAX_VALUE,
    -1,
    -1e308,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyChartDrawsNumbersOfEverySize(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Curves curves = curves(random);
    for (Metric metric : Metric.values()) {
      check(LearningCurves.of(curves, metric, "Title", DONE, SMALLEST));
      Sweep sweep = Sweep.of(curves, metric, null);
      for (Figure figure : Figure.values()) {
        check(
            sweep.parameters().isEmpty()
                ? LearningCurves.of(curves, metric, "Title", DONE, SMALLEST)
                : SweepChart.of(sweep, metric, figure, "Title", DONE, SMALLEST));
      }
    }
    List<Spread> spreads =
        IntStream.range(0, 5).mapToObj(_ -> Spread.of(List.of(any(random), any(random)))).toList();
    check(ShiftChart.of(List.of(new ShiftChart.Curve("one", spreads)), "Title", SMALLEST));
  }

  /** Of up to three parameters; with the second of two there are enough values for a heat map. */
  private static Curves curves(SplittableRandom random) {
    int parameters = random.nextInt(4);
    int values = parameters == 2 ? 7 : 3;
    int cells = (int) Math.pow(values, parameters);
    double[] swept = random.doubles(values).map(_ -> finite(random)).distinct().toArray();
    int replicates = 1 + random.nextInt(8);
    List<TrialCurve> trials = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      Map<String, Object> at = new LinkedHashMap<>();
      for (int p = 0, rest = cell; p < parameters; p++, rest /= values) {
        at.put("network.layers[%d].x".formatted(p), swept[rest % values % swept.length]);
      }
      for (int r = 1; r <= replicates; r++) {
        List<EpochMetrics> epochs =
            IntStream.rangeClosed(1, 1 + random.nextInt(4))
                .mapToObj(e -> epoch(e, random))
                .toList();
        trials.add(SampleCurves.completed(trials.size() + 1, r, at, epochs));
      }
    }
    return new Curves(1, trials);
  }

  private static EpochMetrics epoch(int number, SplittableRandom random) {
    return new EpochMetrics(number, any(random), any(random), any(random), any(random), 0.1, 1);
  }

  private static double any(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> Double.longBitsToDouble(random.nextLong());
      default -> random.nextDouble();
    };
  }

  private static double finite(SplittableRandom random) {
    double number = any(random);
    return Double.isFinite(number) ? number : random.nextDouble();
  }

  private static void check(Picture picture) throws Exception {
    long from = System.nanoTime();
    assertThat(Pixels.of(picture).size()).isEqualTo(SMALLEST);
    byte[] svg = picture.svg();
    assertThat(System.nanoTime() - from).isLessThan(20_000_000_000L);
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
    assertThat(new String(svg, UTF_8)).contains("<text").doesNotContain("Infinity");
  }

  @Test
  void drawsAMillionEpochs() {
    List<EpochMetrics> epochs =
        IntStream.rangeClosed(1, 1_000_000)
            .mapToObj(e -> new EpochMetrics(e, 1 + e % 7, 0.5, 2 + e % 5, 0.5, 0.1, 1))
            .toList();
    Curves curves = new Curves(1, List.of(SampleCurves.completed(1, 1, Map.of(), epochs)));
    Picture picture = LearningCurves.of(curves, Metric.LOSS, "Title", DONE, new Size(800, 500));
    assertThat(Pixels.of(picture).count(Palette.VERMILLION)).isPositive();
    assertThat(new String(picture.svg(), UTF_8)).contains(">10⁶<").hasSizeLessThan(200_000);
  }

  @Test
  void namesAreDrawnWhateverIsInThem() {
    String name = "nul \0 bell \7 half \uD83D angle <b> & quote \" 漢字 🎈";
    Picture picture =
        LearningCurves.of(SampleCurves.replicates(1, 2), Metric.LOSS, name, DONE, SMALLEST);
    assertThat(new String(picture.svg(), UTF_8))
        .contains("nul \uFFFD bell \uFFFD half \uFFFD angle &#60;b&#62; &#38; quote &#34; 漢字 🎈");
  }

  @Test
  void aDrawingEndsWhenItsThreadIsInterrupted() {
    Picture picture =
        LearningCurves.of(SampleCurves.replicates(1, 2), Metric.LOSS, "Title", DONE, SMALLEST);
    // The first drawing of a process loads Java's fonts, which clears the thread's interruption.
    picture.png();
    for (ThrowingCallable drawing : List.<ThrowingCallable>of(picture::png, picture::svg)) {
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(drawing).isInstanceOf(CancellationException.class);
      } finally {
        Thread.interrupted();
      }
    }
  }
}
