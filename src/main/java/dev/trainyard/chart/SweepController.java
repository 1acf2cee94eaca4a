package dev.trainyard.chart;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.outcome.Figure;
import dev.trainyard.outcome.Sweep;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sweeps over HTTP, as numbers and as pictures. */
@RestController
@Tag(name = "Results")
class SweepController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The cells as far as they have come",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Sweep.class)),
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

  SweepController(Experiments experiments, PictureQueue pictures) {
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/sweep",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "The cells of a sweep: mean, standard deviation and every replicate",
      description =
          "As JSON, or as the header Accept says. The figures rest on the completed trials of a cell, whose"
              + " number is its count. The standard deviation is that of the sample, with n - 1 in the"
              + " denominator, and null for a single trial. validation says which images the figures, and so"
              + " every choice between cells, are of; with a holdout, test has the scores on the test split."
              + " finalGap and bestGap compare each cell with the leading one and say whether the two can be"
              + " told apart: whether their difference is larger than its margin at 95%. Where it is kept"
              + " what each network says of each image, the cells are paired image by image:"
              + " otherSeeds answers whether other seeds of the two recipes would differ so on"
              + " these images, otherImages whether the difference would be found on other images of this"
              + " kind; read adjustedP, which allows for the number of cells."
              + " A cell that a halving has stopped early is pruned: its figures may be worse for that reason alone, so"
              + " it neither leads nor is compared.")
  @Answers
  ResponseEntity<Object> sweep(
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

  @GetMapping("/experiments/{id}/sweep.{format}")
  @Operation(
      summary = "The same as a file: sweep.png, sweep.svg, sweep.csv, sweep.json",
      description =
          "The picture shows the mean of each cell with an error bar of one standard deviation, on a"
              + " logarithmic axis when the values are spaced so, with the request's reference as a line."
              + " A second parameter gives one line for each of its values, or for many a panel on the same"
              + " scale; so do further parameters. Of cells that a search has drawn, each parameter has a panel"
              + " with all of them; those that a halving has stopped early are paler, the fewer epochs they had.")
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
    Sweep sweep = experiments.sweep(id, metric);
    return format.answer(
        sweep, () -> Csv.of(sweep), () -> picture(sweep, metric, figure, size), pictures);
  }

  private Supplier<Picture> picture(Sweep sweep, Metric metric, Figure figure, Size size) {
    if (sweep.parameters().isEmpty()) {
      throw Refusal.unknown(
          "experiment %d sweeps nothing that could be drawn; /experiments/%1$d/curves.png shows its training"
              .formatted(sweep.experimentId()));
    }
    String title = experiments.title(sweep.experimentId());
    boolean complete = sweep.cells().stream().allMatch(cell -> cell.count() == cell.replicates());
    Standing standing =
        complete
            ? new Standing(List.of(), null)
            : Standing.of(experiments.experiment(sweep.experimentId()).trials());
    return () -> SweepChart.of(sweep, metric, figure, title, standing, size);
  }
}
