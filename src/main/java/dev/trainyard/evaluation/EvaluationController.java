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

/** Scores of a trained network over HTTP, as numbers and as a reliability diagram. */
@RestController
@Tag(name = "Results")
class EvaluationController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The scores",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TrialEvaluation.class)),
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

  EvaluationController(
      PredictionReader predictions, Experiments experiments, PictureQueue pictures) {
    this.predictions = predictions;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/evaluation",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary =
          "How good a trained network is: accuracy, precision, recall, F1, log loss, calibration",
      description =
          """
          As JSON, or as the header Accept says. The interval of the accuracy is Wilson's at 95%. \
          Precision is the share of the images taken for a class that are of it, recall the share of \
          its images that are taken for it. The log loss is the cross-entropy in nats. For the \
          calibration the images are put into 15 bins by confidence, the probability of the predicted \
          class; the expected calibration error is the mean distance of accuracy and confidence over \
          all images. What the network said of each image is kept when its trial completes.""")
  @Answers
  ResponseEntity<Object> evaluation(
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
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height,
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

  @GetMapping("/experiments/{id}/trials/{trial}/evaluation.{format}")
  @Operation(
      summary =
          "The same as a file: evaluation.png, evaluation.svg, evaluation.csv, evaluation.json",
      description =
          """
          The picture shows for each bin of confidence how many of its images are classified \
          correctly, with intervals at 95%: on the diagonal a network is right as often as it is \
          sure. The CSV has a row for each class.""")
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
      @RequestParam(defaultValue = "500") @Min(250) @Max(3000) int height)
      throws InterruptedException {
    return answer(format, id, trial, epoch, images, new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, long id, int trial, @Nullable ModelEpoch epoch, ScoredImages images, Size size)
      throws InterruptedException {
    TrialPredictions said = predictions.of(id, trial, images, epoch);
    TrialEvaluation evaluation = TrialEvaluation.of(said);
    return format.answer(
        evaluation, evaluation::csv, () -> picture(evaluation, said, size), pictures);
  }

  private Supplier<Picture> picture(TrialEvaluation evaluation, TrialPredictions said, Size size) {
    String title = said.title(experiments);
    return () -> ReliabilityDiagram.of(evaluation, title, said.words(), size);
  }
}
