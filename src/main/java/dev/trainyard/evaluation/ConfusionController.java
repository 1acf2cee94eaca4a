package dev.trainyard.evaluation;

import dev.trainyard.chart.Format;
import dev.trainyard.chart.Picture;
import dev.trainyard.chart.Picture.Size;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ScoredImages;
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

/** Confusion matrices over HTTP, as numbers and as pictures. */
@RestController
@Tag(name = "Results")
class ConfusionController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The counts",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ConfusionMatrix.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "404", description = "There is no such trial, or it has no epoch yet")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final PredictionReader predictions;
  private final Experiments experiments;
  private final PictureQueue pictures;

  ConfusionController(
      PredictionReader predictions, Experiments experiments, PictureQueue pictures) {
    this.predictions = predictions;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/confusion-matrix",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "Which classes a trained network takes for which",
      description =
          """
          As JSON, or as the header Accept says. matrix has a row for each true class and in it the \
          number of images for each predicted class; the sum of its diagonal is correct.""")
  @Answers
  ResponseEntity<Object> matrix(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Positive @Parameter(example = "1") int trial,
      @Parameter(
              description =
                  "After which epoch; left out: the best with earlyStopping.restoreBest, else the last")
          @RequestParam(required = false)
          @Nullable ModelEpoch epoch,
      @Parameter(
              description =
                  "The test split, or what the trial held out of the training images, if it did")
          @RequestParam(defaultValue = "test")
          ScoredImages images,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "600") @Min(400) @Max(4000) int height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException, InterruptedException {
    return answer(
        AnswerFormat.preferred(accept, Format.class),
        id,
        trial,
        epoch,
        images,
        new Size(width, height));
  }

  @GetMapping("/experiments/{id}/trials/{trial}/confusion-matrix.{format}")
  @Operation(
      summary =
          "The same as a file: confusion-matrix.png, confusion-matrix.svg, confusion-matrix.csv, confusion-matrix.json",
      description =
          """
          In the picture, the more frequent an error is relative to the most frequent one, the \
          stronger its colour. The CSV has a row for each true class.""")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Positive @Parameter(example = "1") int trial,
      @PathVariable @Parameter(example = "png") Format format,
      @Parameter(
              description =
                  "After which epoch; left out: the best with earlyStopping.restoreBest, else the last")
          @RequestParam(required = false)
          @Nullable ModelEpoch epoch,
      @Parameter(
              description =
                  "The test split, or what the trial held out of the training images, if it did")
          @RequestParam(defaultValue = "test")
          ScoredImages images,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "600") @Min(400) @Max(4000) int height)
      throws InterruptedException {
    return answer(format, id, trial, epoch, images, new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, long id, int trial, @Nullable ModelEpoch epoch, ScoredImages images, Size size)
      throws InterruptedException {
    TrialPredictions said = predictions.of(id, trial, images, epoch);
    ConfusionMatrix matrix = ConfusionMatrix.of(said);
    return format.answer(matrix, matrix::csv, () -> picture(matrix, said, size), pictures);
  }

  private Supplier<Picture> picture(ConfusionMatrix matrix, TrialPredictions said, Size size) {
    String title = said.title(experiments);
    return () -> ConfusionChart.of(matrix, title, said.words(), size);
  }
}
