package dev.trainyard.comparison;

import dev.trainyard.chart.Format;
import dev.trainyard.chart.Picture.Size;
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
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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

/** Comparisons over HTTP, as numbers and as pictures. */
@RestController
@Tag(name = "Results")
class ComparisonController {
  private static final String EXPERIMENTS =
      "Ids of at most 12 experiments, with commas between them";
  private static final String TRIALS =
      "Trials as experiment/trial; of the experiments that they name no other trial counts";
  private static final String TABLE = "Of a CSV: what it has rows for";

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The experiments as far as they have come",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ExperimentComparison.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "404", description = "There is no such experiment or trial")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final ComparisonReader comparisons;
  private final PictureQueue pictures;

  ComparisonController(ComparisonReader comparisons, PictureQueue pictures) {
    this.comparisons = comparisons;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/comparisons",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "Several experiments beside each other: curves, figures, and a test of each pair",
      description =
          """
          As JSON, or as the header Accept says. An experiment is a cell, a sweep as many as it has; \
          there may be 24 cells. Each pair of cells is compared by what the trained networks say of the \
          same test images: replicates of the same seed in pairs, those of other seeds by Welch's test, \
          and where one of the two has a single network, two networks by McNemar's exact test. \
          otherSeeds answers whether other seeds of the two recipes would differ so on these images, \
          otherImages whether the difference would be found on other images of this kind; read \
          adjustedP, which allows for all pairs of the answer. A pair that is not tested says why.""")
  @Answers
  ResponseEntity<Object> comparison(
      @Parameter(description = EXPERIMENTS, example = "1,2,3", required = true)
          @RequestParam(required = false)
          @Nullable String experiments,
      @Parameter(description = TRIALS) @RequestParam(required = false) @Nullable String trials,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @Parameter(description = TABLE) @RequestParam(defaultValue = "cells") ComparisonTable table,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException, InterruptedException {
    return answer(
        AnswerFormat.preferred(accept, Format.class),
        Selection.of(experiments, trials),
        metric,
        table,
        new Size(width, height));
  }

  @GetMapping("/comparisons.{format}")
  @Operation(
      summary =
          "The same as a file: comparisons.png, comparisons.svg, comparisons.csv, comparisons.json",
      description =
          """
          The picture shows the validation curves, the mean of the replicates of each cell with a band of \
          one standard deviation. The CSV has a row for each cell, or for each pair or each epoch.""")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Parameter(example = "png") Format format,
      @Parameter(description = EXPERIMENTS, example = "1,2,3", required = true)
          @RequestParam(required = false)
          @Nullable String experiments,
      @Parameter(description = TRIALS) @RequestParam(required = false) @Nullable String trials,
      @RequestParam(defaultValue = "accuracy") Metric metric,
      @Parameter(description = TABLE) @RequestParam(defaultValue = "cells") ComparisonTable table,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height)
      throws InterruptedException {
    return answer(
        format, Selection.of(experiments, trials), metric, table, new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, Selection selection, Metric metric, ComparisonTable table, Size size)
      throws InterruptedException {
    ExperimentComparison comparison = comparisons.read(selection, metric);
    return format.answer(
        comparison,
        () -> table.of(comparison),
        () -> () -> ComparisonChart.of(comparison, size),
        pictures);
  }
}
