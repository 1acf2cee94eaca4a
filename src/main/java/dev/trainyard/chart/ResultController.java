package dev.trainyard.chart;

import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Curves.TrialCurve;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.Metric;
import dev.trainyard.experiment.Sweep;
import dev.trainyard.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What experiments have come to, as numbers and as pictures. */
@RestController
@RequestMapping("/experiments/{id}")
@Tag(name = "Results", description = "Curves and sweeps as JSON, CSV, PNG and SVG")
class ResultController {
  private final Experiments experiments;

  ResultController(Experiments experiments) {
    this.experiments = experiments;
  }

  /**
   * How a picture is drawn.
   *
   * @param width in pixels
   * @param height in pixels
   */
  record PictureSize(
      @Schema(defaultValue = "800") @Nullable @Min(300) @Max(4000) Integer width,
      @Schema(defaultValue = "500") @Nullable @Min(200) @Max(4000) Integer height) {
    private static final int USUAL_WIDTH = 800;
    private static final int USUAL_HEIGHT = 500;

    Picture.Size size() {
      return new Picture.Size(
          width == null ? USUAL_WIDTH : width, height == null ? USUAL_HEIGHT : height);
    }
  }

  @GetMapping("/curves")
  @Operation(
      summary = "Metrics of every finished epoch",
      description =
          "As JSON, image/png, image/svg+xml or text/csv, whichever the header Accept asks for; /curves.png and the like need no header. Training figures are averages over the epoch's mini-batches as they were trained, validation figures are taken after the epoch; the loss is the cross-entropy in nats without penalties. Works while the experiment runs.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "application/json", schema = @Schema(implementation = Curves.class)),
        @Content(mediaType = "image/png"),
        @Content(mediaType = "image/svg+xml"),
        @Content(mediaType = "text/csv")
      })
  ResponseEntity<Object> curves(
      @PathVariable @Parameter(example = "1") long id,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(required = false) @Nullable Integer trial,
      @ParameterObject @Valid PictureSize size,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true)
          @Nullable String accept) {
    return answer(Format.accepted(accept), id, metric, trial, size);
  }

  @GetMapping("/curves.{format}")
  @Operation(
      summary = "Metrics of every finished epoch, in the format of the suffix",
      description = "The same as /curves with the header Accept.")
  @ApiResponse(responseCode = "200", content = @Content(mediaType = "image/png"))
  ResponseEntity<Object> curvesAs(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "png") Format format,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(required = false) @Nullable Integer trial,
      @ParameterObject @Valid PictureSize size) {
    return answer(format, id, metric, trial, size);
  }

  private ResponseEntity<Object> answer(
      Format format, long id, Metric metric, @Nullable Integer trial, PictureSize size) {
    Curves curves = chosen(experiments.curves(id), trial);
    return format.answer(
        () -> curves,
        () -> LearningCurves.of(curves, metric, experiments.title(id), size.size()),
        () -> Csv.of(curves));
  }

  private static Curves chosen(Curves curves, @Nullable Integer trial) {
    if (trial == null) {
      return curves;
    }
    List<TrialCurve> one =
        curves.trials().stream().filter(curve -> curve.trial() == trial).toList();
    if (one.isEmpty()) {
      throw Problem.notFound(
          "experiment %d has no trial %d; it has %d"
              .formatted(curves.experimentId(), trial, curves.trials().size()));
    }
    return new Curves(curves.experimentId(), one);
  }

  @GetMapping("/sweep")
  @Operation(
      summary = "Every cell of a sweep with its replicates",
      description =
          "For each cell the mean, the sample standard deviation and every replicate, of the validation figure after the last epoch (final) and in the best epoch (best), over the trials that are completed. As JSON, image/png, image/svg+xml or text/csv; the picture has error bars and a logarithmic axis for values that are spaced so. An experiment without a sweep has a single cell and no picture.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = "application/json", schema = @Schema(implementation = Sweep.class)),
        @Content(mediaType = "image/png"),
        @Content(mediaType = "image/svg+xml"),
        @Content(mediaType = "text/csv")
      })
  ResponseEntity<Object> sweep(
      @PathVariable @Parameter(example = "1") long id,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(defaultValue = "final") Figure figure,
      @ParameterObject @Valid PictureSize size,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true)
          @Nullable String accept) {
    return sweepAs(id, Format.accepted(accept), metric, figure, size);
  }

  @GetMapping("/sweep.{format}")
  @Operation(
      summary = "Every cell of a sweep, in the format of the suffix",
      description = "The same as /sweep with the header Accept.")
  @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv"))
  ResponseEntity<Object> sweepAs(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "csv") Format format,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(defaultValue = "final") Figure figure,
      @ParameterObject @Valid PictureSize size) {
    Sweep sweep = experiments.sweep(id, metric);
    return format.answer(
        () -> sweep, () -> picture(sweep, metric, figure, size), () -> Csv.of(sweep));
  }

  private Picture picture(Sweep sweep, Metric metric, Figure figure, PictureSize size) {
    if (sweep.parameters().isEmpty()) {
      throw Problem.conflict(
          "experiment %d sweeps no parameter, so there is nothing to draw; its curves are at /experiments/%d/curves.png"
              .formatted(sweep.experimentId(), sweep.experimentId()));
    }
    String title = experiments.title(sweep.experimentId());
    return SweepChart.of(sweep, metric, figure, title, size.size());
  }
}
