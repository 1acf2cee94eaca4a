package dev.trainyard.chart;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.MainEffects;
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
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What swept parameters explain over HTTP, as numbers and as a picture. */
@RestController
@Tag(name = "Results")
class EffectsController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "What the parameters explain",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = MainEffects.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "409",
      description =
          "The experiment has a single cell, cells that a search has drawn or a halving has stopped early, or no replicate that is completed in all of its cells")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final Experiments experiments;
  private final PictureQueue pictures;

  EffectsController(Experiments experiments, PictureQueue pictures) {
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/effects",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "How much of the variation each swept parameter explains",
      description =
          "As JSON, or as the header Accept says. An analysis of variance over all cells and replicates: the share"
              + " of each parameter, of their interaction and of the seeds, with its interval at 95% and an F test,"
              + " and for each value of a parameter the mean over all cells that have it. The p-values are for other"
              + " seeds on the same images. Only replicates that are completed in all cells count; missing has the"
              + " trials that left some out. A cell that varies far more between seeds than the others, by an F test at"
              + " 1%, would make all tests invalid; leftOut has it, with all cells that share one of its values, and"
              + " nothing else is about them. With a single replicate there are shares, but no intervals and no tests.")
  @Answers
  ResponseEntity<Object> effects(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(defaultValue = "best") Figure figure,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException {
    return answer(
        AnswerFormat.preferred(accept, Format.class), id, metric, figure, new Size(width, height));
  }

  @GetMapping("/experiments/{id}/effects.{format}")
  @Operation(
      summary = "The same as a file: effects.png, effects.svg, effects.csv, effects.json",
      description =
          "The picture has a bar for the share of each parameter and, on one scale, the means of its values. The"
              + " table has a row for each share and, below, one for each value.")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "csv") Format format,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @RequestParam(defaultValue = "best") Figure figure,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height) {
    return answer(format, id, metric, figure, new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, long id, Metric metric, Figure figure, Size size) {
    MainEffects effects = MainEffects.of(experiments.curves(id), metric, figure);
    return format.answer(
        effects, () -> Csv.of(effects), () -> picture(effects, metric, size), pictures);
  }

  private Supplier<Picture> picture(MainEffects effects, Metric metric, Size size) {
    String title = experiments.title(effects.experimentId());
    return () -> EffectsChart.of(effects, metric, title, size);
  }
}
