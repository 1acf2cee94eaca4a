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

/** The images that a trained network gets wrong over HTTP, as numbers and as a gallery. */
@RestController
@Tag(name = "Results")
class ErrorController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "A page of errors",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TrialErrors.class)),
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

  ErrorController(PredictionReader predictions, Experiments experiments, PictureQueue pictures) {
    this.predictions = predictions;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/errors",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "The images that a trained network gets wrong, the surest first",
      description =
          """
          A page at a time, as JSON, or as the header Accept says. image is the place of an image in \
          the test split, or among those that were held out, from 0.""")
  @Answers
  ResponseEntity<Object> errors(
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
      @Parameter(description = "Only images of this class") @RequestParam(required = false)
          @Nullable String trueClass,
      @Parameter(description = "Only images that are taken for this class")
          @RequestParam(required = false)
          @Nullable String predicted,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @Parameter(description = "How many images a page has; a picture has at most 100")
          @RequestParam(defaultValue = "20")
          @Min(1)
          @Max(1000)
          int size,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "900") @Min(400) @Max(4000) int height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException, InterruptedException {
    return answer(
        AnswerFormat.preferred(accept, Format.class),
        predictions.of(id, trial, images, epoch),
        trueClass,
        predicted,
        new Paging(page, size),
        new Size(width, height));
  }

  @GetMapping("/experiments/{id}/trials/{trial}/errors.{format}")
  @Operation(
      summary = "The same as a file: errors.png, errors.svg, errors.csv, errors.json",
      description =
          """
          The picture shows the images of the page, each with its true class, the predicted class and \
          the probability of that.""")
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
      @Parameter(description = "Only images of this class") @RequestParam(required = false)
          @Nullable String trueClass,
      @Parameter(description = "Only images that are taken for this class")
          @RequestParam(required = false)
          @Nullable String predicted,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @Parameter(description = "How many images a page has; a picture has at most 100")
          @RequestParam(defaultValue = "20")
          @Min(1)
          @Max(1000)
          int size,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "900") @Min(400) @Max(4000) int height)
      throws InterruptedException {
    return answer(
        format,
        predictions.of(id, trial, images, epoch),
        trueClass,
        predicted,
        new Paging(page, size),
        new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format,
      TrialPredictions said,
      @Nullable String trueClass,
      @Nullable String predicted,
      Paging paging,
      Size size) {
    TrialErrors errors =
        TrialErrors.of(
            said,
            said.classes().label("trueClass", trueClass),
            said.classes().label("predicted", predicted),
            paging);
    return format.answer(errors, errors::csv, () -> picture(errors, said, paging, size), pictures);
  }

  private Supplier<Picture> picture(
      TrialErrors errors, TrialPredictions said, Paging paging, Size size) {
    paging.requirePicture();
    String title = said.title(experiments);
    return () -> ErrorGallery.of(errors, said, title, paging, size);
  }
}
