package dev.trainyard.chart;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.outcome.Status;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.Metric;
import dev.trainyard.web.AnswerFormat;
import dev.trainyard.web.PictureQueue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Learning curves over HTTP, as numbers and as pictures. */
@RestController
@Tag(name = "Results", description = "Numbers and pictures of what was trained")
class CurvesController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The curves as far as they have come",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Curves.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final Experiments experiments;
  private final PictureQueue pictures;

  CurvesController(Experiments experiments, PictureQueue pictures) {
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/curves",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "Every finished epoch of every trial",
      description =
          "As JSON, or as the header Accept says. Losses are cross-entropies in nats without penalties,"
              + " accuracies lie between 0 and 1. Training figures are averages over the epoch's mini-batches"
              + " as they were trained, validation figures are taken after the epoch, on the images that each"
              + " trial's validation names; with a holdout, test is the one score on the test split.")
  @Answers
  ResponseEntity<Object> curves(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(required = false) @Positive @Nullable Integer trial,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException {
    return answer(
        AnswerFormat.preferred(accept, Format.class), id, metric, trial, new Size(width, height));
  }

  @GetMapping("/experiments/{id}/curves.{format}")
  @Operation(
      summary = "The same as a file: curves.png, curves.svg, curves.csv, curves.json",
      description =
          "The picture shows the metric over the epochs, training and validation. One trial or up to six"
              + " replicates are drawn as lines, more as their mean with a band of one standard deviation;"
              + " a sweep has a colour for each of its cells.")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "png") Format format,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(required = false) @Positive @Nullable Integer trial,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height) {
    return answer(format, id, metric, trial, new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, long id, Metric metric, @Nullable Integer trial, Size size) {
    Curves all = experiments.curves(id);
    Curves curves = trial == null ? all : only(trial, all);
    return format.answer(
        curves, () -> Csv.of(curves), () -> picture(curves, metric, trial, size), pictures);
  }

  private Supplier<Picture> picture(
      Curves curves, Metric metric, @Nullable Integer trial, Size size) {
    String title = experiments.title(curves.experimentId());
    List<Status> statuses = curves.trials().stream().map(TrialCurve::status).toList();
    Standing standing =
        statuses.contains(Status.FAILED)
            ? Standing.of(
                experiments.experiment(curves.experimentId()).trials().stream()
                    .filter(summary -> trial == null || summary.trial() == trial)
                    .toList())
            : new Standing(statuses, null);
    return () -> LearningCurves.of(curves, metric, title, standing, size);
  }

  private static Curves only(int number, Curves curves) {
    List<TrialCurve> found =
        curves.trials().stream().filter(trial -> trial.trial() == number).toList();
    if (found.isEmpty()) {
      throw Refusal.unknown(
          "experiment %d has no trial %d; it has %d"
              .formatted(curves.experimentId(), number, curves.trials().size()));
    }
    return new Curves(curves.experimentId(), found);
  }
}
