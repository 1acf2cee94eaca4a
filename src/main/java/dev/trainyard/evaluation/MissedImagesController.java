package dev.trainyard.evaluation;

import dev.trainyard.chart.Format;
import dev.trainyard.chart.Picture;
import dev.trainyard.chart.Picture.Size;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.experiment.Experiments;
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

/**
 * The images that the networks of an experiment get wrong over HTTP, as numbers and as a gallery.
 */
@RestController
@Tag(name = "Results")
class MissedImagesController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "A page of images",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = MissedImages.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "409",
      description = "No trial is completed, or a halving has stopped all that are")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final PredictionReader predictions;
  private final Experiments experiments;
  private final PictureQueue pictures;

  MissedImagesController(
      PredictionReader predictions, Experiments experiments, PictureQueue pictures) {
    this.predictions = predictions;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/errors",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "The test images that the completed trials get wrong, the most missed first",
      description =
          """
          A page at a time, as JSON, or as the header Accept says. Each trial counts with its network \
          after the epoch that counts. The field missedBy says of how many images exactly 0, 1, 2 ... \
          trials miss them.""")
  @Answers
  ResponseEntity<Object> errors(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @Parameter(description = "By at least one of the trials, or by every one")
          @RequestParam(defaultValue = "some")
          MissedBy missedBy,
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
        id,
        missedBy,
        new Paging(page, size),
        new Size(width, height));
  }

  @GetMapping("/experiments/{id}/errors.{format}")
  @Operation(
      summary = "The same as a file: errors.png, errors.svg, errors.csv, errors.json",
      description =
          """
          The picture shows the images of the page, each with its true class, the classes that it is \
          taken for, and how many of the trials get it wrong.""")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "png") Format format,
      @Parameter(description = "By at least one of the trials, or by every one")
          @RequestParam(defaultValue = "some")
          MissedBy missedBy,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @Parameter(description = "How many images a page has; a picture has at most 100")
          @RequestParam(defaultValue = "20")
          @Min(1)
          @Max(1000)
          int size,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "900") @Min(400) @Max(4000) int height)
      throws InterruptedException {
    return answer(format, id, missedBy, new Paging(page, size), new Size(width, height));
  }

  private ResponseEntity<Object> answer(
      Format format, long id, MissedBy by, Paging paging, Size size) throws InterruptedException {
    List<TrialPredictions> trials = predictions.completed(id);
    MissedImages missed = MissedImages.of(trials, by, paging);
    LabelledImages images = trials.getFirst().images();
    return format.answer(
        missed, missed::csv, () -> picture(missed, images, paging, size), pictures);
  }

  private Supplier<Picture> picture(
      MissedImages missed, LabelledImages images, Paging paging, Size size) {
    paging.requirePicture();
    String title = experiments.title(missed.experimentId());
    return () -> ErrorGallery.of(missed, images, title, paging, size);
  }
}
