package dev.trainyard.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Reference;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import dev.trainyard.web.PictureQueue;
import dev.trainyard.web.SliceContract;
import dev.trainyard.web.StrictJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest({CurvesController.class, SweepController.class, EffectsController.class})
@Import({SliceContract.class, StrictJson.class, ChartWebTest.Samples.class})
class ChartWebTest {
  private static final EpochMetrics FIRST = new EpochMetrics(1, 0.61, 0.83, 0.31, 0.91, 0.1, 0.4);
  private static final EpochMetrics BEST = new EpochMetrics(2, 0.3, 0.92, 0.2, 0.95, 0.1, 0.5);
  private static final EpochMetrics LAST = new EpochMetrics(3, 0.2, 0.95, 0.25, 0.94, 0.1, 0.5);

  private static final EpochMetrics DIVERGED = new EpochMetrics(2, 4e29, 0.1, 1e30, 0.1, 200, 0.4);
  private static final String REASON = "the loss is NaN in epoch 1; try a smaller learning rate";

  @Autowired MockMvcTester mvc;

  @TestConfiguration(proxyBeanMethods = false)
  static class Samples {
    @Bean
    PictureQueue pictureQueue() {
      return new PictureQueue(1, Duration.ofSeconds(30), 16_000_000);
    }

    @Bean
    Experiments experiments() {
      return new Experiments() {
        @Override
        public Curves curves(long id) {
          return switch ((int) id) {
            case 1 -> new Curves(1, List.of(curve(1, Map.of(), List.of(FIRST))));
            case 2 ->
                new Curves(
                    2,
                    List.of(
                        curve(1, Map.of("training.l2", 0.1), List.of(FIRST, BEST, LAST)),
                        curve(2, Map.of("training.l2", 0.1), List.of(FIRST, LAST))));
            case 3 -> ended(3, Status.FAILED);
            case 4 -> ended(4, Status.CANCELLED);
            case 5 -> ended(5, Status.RUNNING);
            case 6 -> new Curves(6, List.of(curve(1, Map.of(), List.of(FIRST, DIVERGED))));
            case 7 -> SampleCurves.sweep(List.of(0.00012345671, 0.00012345672, 0.0, -0.0), 1, 2);
            case 8 -> SampleCurves.grid(List.of(1e-4, 1e-3), List.of(32, 64), 3);
            default -> throw new UnknownExperiment(id);
          };
        }

        private static Curves ended(int id, Status status) {
          TrialCurve begun = curve(1, Map.of("training.l2", 0.1), List.of());
          return new Curves(id, List.of(SampleCurves.withStatus(begun, status)));
        }

        @Override
        public Sweep sweep(long id, Metric metric) {
          return Sweep.of(curves(id), metric, id == 2 ? new Reference("Hinton", 0.9847) : null);
        }

        @Override
        public ExperimentView experiment(long id) {
          return SampleViews.of(curves(id), REASON);
        }

        @Override
        public TrialView trial(long id, int number) {
          throw new UnknownExperiment(id);
        }

        @Override
        public String title(long id) {
          return "Experiment %d".formatted(id);
        }
      };
    }

    private static TrialCurve curve(
        int number, Map<String, Object> parameters, List<EpochMetrics> epochs) {
      return SampleCurves.completed(number, number, parameters, epochs);
    }
  }

  @Test
  void answersCurvesAsJson() {
    assertThat(get("/experiments/1/curves"))
        .hasStatusOk()
        .hasHeader("Cache-Control", "no-store")
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"experimentId":1,"trials":[{"trial":1,"replicate":1,"seed":1,"parameters":{},
              "status":"COMPLETED","pruned":false,"validation":{"source":"test","images":10000},
              "epochs":[{"epoch":1,"trainLoss":0.61,"trainAccuracy":0.83,"validationLoss":0.31,
                "validationAccuracy":0.91,"learningRate":0.1,"seconds":0.4}]}]}""");
  }

  @Test
  void answersCurvesAsATable() {
    assertThat(get("/experiments/2/curves.csv?trial=2"))
        .hasStatusOk()
        .hasContentType("text/csv;charset=UTF-8")
        .hasBodyTextEqualTo(
            """
            trial,replicate,seed,training.l2,epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy,learningRate,seconds
            2,2,2,0.1,1,0.61,0.83,0.31,0.91,0.1,0.4
            2,2,2,0.1,3,0.2,0.95,0.25,0.94,0.1,0.5
            """);
  }

  @Test
  void answersASweepAsJson() {
    assertThat(get("/experiments/2/sweep"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"experimentId":2,"parameters":["training.l2"],"metric":"validationAccuracy",
             "cells":[{"parameters":{"training.l2":0.1},"replicates":2,"count":2,
               "final":{"mean":0.94,"standardDeviation":0.0,"values":[0.94,0.94]},
               "best":{"mean":0.945,"values":[0.95,0.94]}}],
             "reference":{"label":"Hinton","value":0.9847}}""");
  }

  @Test
  void looksForTheSmallestLoss() {
    assertThat(get("/experiments/2/sweep?metric=loss"))
        .bodyJson()
        .extractingPath("$.cells[0].best.values")
        .asArray()
        .containsExactly(0.2, 0.25);
  }

  @Test
  void answersASweepAsATable() {
    assertThat(get("/experiments/2/sweep.csv"))
        .hasStatusOk()
        .bodyText()
        .startsWith(
            """
            training.l2,replicates,count,bestMean,bestStandardDeviation,best1,best2,finalMean,finalStandardDeviation,final1,final2,validation,validationImages,testMean,testStandardDeviation,epochs,pruned
            0.1,2,2,0.945,0.0070""");
  }

  @Test
  void answersEffectsAsATableOfSharesAndValues() {
    String table = svg("/experiments/8/effects.csv");
    assertThat(table.lines().map(row -> row.replaceAll(",.*", "")))
        .containsExactly(
            "term",
            "training.l2",
            "training.batchSize",
            "interaction",
            "seeds",
            "residual",
            "training.l2",
            "training.l2",
            "training.batchSize",
            "training.batchSize");
    assertThat(table.lines().map(row -> row.split(",", -1).length)).containsOnly(13);
  }

  @ParameterizedTest
  @CsvSource({
    "/experiments/1/curves, image/png, image/png",
    "/experiments/1/curves, image/svg+xml, image/svg+xml",
    "/experiments/1/curves, 'text/html,image/webp,image/*;q=0.8,*/*;q=0.5', image/png",
    "/experiments/1/curves, */*, application/json",
    "/experiments/1/curves.png, application/json, image/png",
    "/experiments/1/curves.svg?metric=loss, */*, image/svg+xml",
    "/experiments/2/sweep, text/csv, text/csv;charset=UTF-8",
    "/experiments/2/sweep.png?figure=final&metric=loss, */*, image/png",
    "/experiments/2/sweep.json, */*, application/json",
    "/experiments/8/effects, */*, application/json",
    "/experiments/8/effects, image/png, image/png",
    "/experiments/8/effects, 'application/json;q=0.5,image/svg+xml', image/svg+xml",
    "/experiments/8/effects, text/csv, text/csv;charset=UTF-8",
    "/experiments/8/effects.png?figure=final&metric=loss, */*, image/png",
    "/experiments/8/effects.svg, */*, image/svg+xml",
    "/experiments/8/effects.csv, */*, text/csv;charset=UTF-8",
    "/experiments/8/effects.json, */*, application/json"
  })
  void answersAsTheHeaderOrTheSuffixSays(String uri, String accept, String type) {
    assertThat(mvc.get().uri(uri).header("Accept", accept).exchange())
        .hasStatusOk()
        .hasContentType(type);
  }

  @Test
  void drawsALossOfAnySizeSoThatItCanBeRead() {
    assertThat(get("/experiments/6/curves.png?metric=loss")).hasStatusOk();
    assertThat(svg("/experiments/6/curves.svg?metric=loss")).contains(">10⁰<", ">10⁵<", ">10³⁰<");
  }

  @Test
  void drawsCellsWhoseValuesLookTheSame() {
    assertThat(svg("/experiments/7/curves.svg"))
        .contains(">l2 = 0.00012345671<", ">l2 = 0.00012345672<", ">l2 = 0<", ">l2 = −0<");
    assertThat(svg("/experiments/7/sweep.svg"))
        .contains(">0.00012345671<", ">0.00012345672<", ">0<", ">−0<", "(not to scale)");
  }

  @ParameterizedTest
  @CsvSource({"curves, epoch", "sweep, trial"})
  void saysWhyThereIsNothingToSee(String picture, String what) {
    assertThat(svg("/experiments/3/%s.svg".formatted(picture)))
        .contains(">no finished %s<".formatted(what), ">failed: " + REASON + "<");
    assertThat(svg("/experiments/4/%s.svg".formatted(picture)))
        .contains(">no finished %s<".formatted(what), ">cancelled<");
    assertThat(svg("/experiments/5/%s.svg".formatted(picture)))
        .contains(">no finished %s yet<".formatted(what))
        .doesNotContain("failed");
  }

  @Test
  void drawsAtTheSizeThatIsAskedFor() {
    assertThat(get("/experiments/1/curves.png?width=1000&height=700"))
        .hasStatusOk()
        .body()
        .satisfies(png -> assertThat(Pixels.of(png).size()).isEqualTo(new Picture.Size(1000, 700)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/experiments/9/curves | 404 | there is no experiment 9",
        "/experiments/9/sweep.png | 404 | there is no experiment 9",
        "/experiments/1/curves.png?trial=9 | 404 | experiment 1 has no trial 9; it has 1",
        "/experiments/1/sweep.png | 404 | experiment 1 sweeps nothing that could be drawn; /experiments/1/curves.png shows its training",
        "/experiments/9/effects | 404 | there is no experiment 9",
        "/experiments/1/effects | 409 | experiment 1 has a single cell, so no parameter has an effect in it; sweep at least one over two values or more",
        "/experiments/2/effects.png | 409 | experiment 2 has a single cell, so no parameter has an effect in it; sweep at least one over two values or more",
        "/experiments/8/effects.gif | 400 | format: must be one of [csv, json, png, svg], not \"gif\"",
        "/experiments/8/effects?metric=f1 | 400 | metric: must be one of [accuracy, loss], not \"f1\"",
        "/experiments/8/effects?figure=first | 400 | figure: must be one of [best, final], not \"first\"",
        "/experiments/0/curves | 400 | id: must be greater than 0, not 0",
        "/experiments/abc/curves | 400 | id: must be a whole number, not \"abc\"",
        "/experiments/1/curves.gif | 400 | format: must be one of [csv, json, png, svg], not \"gif\"",
        "/experiments/1/curves?metric=f1 | 400 | metric: must be one of [accuracy, loss], not \"f1\"",
        "/experiments/1/curves.png?width=100000 | 400 | width: must be at most 4000, not 100000",
        "/experiments/1/curves.png?height=x | 400 | height: must be a whole number, not \"x\"",
        "/experiments/1/curves.png?trial=0 | 400 | trial: must be greater than 0, not 0"
      })
  void saysWhatIsWrong(String uri, int status, String detail) {
    assertThat(get(uri))
        .hasStatus(status)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo(detail);
  }

  @Test
  void namesTheFormatsItHas() {
    assertThat(mvc.get().uri("/experiments/1/curves").accept(MediaType.IMAGE_GIF).exchange())
        .hasStatus(406)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).exchange();
  }

  private String svg(String uri) {
    return new String(get(uri).getMvcResult().getResponse().getContentAsByteArray(), UTF_8);
  }
}
