package dev.trainyard.evaluation;

import dev.trainyard.chart.Format;
import dev.trainyard.chart.Picture;
import dev.trainyard.evaluation.ActivationReader.Seen;
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

/**
 * What the layers of a trained network make of one image over HTTP, as numbers and as a picture.
 */
@RestController
@Tag(name = "Results")
class ActivationController {

  /** What either call answers. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The layers and the image",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TrialActivations.class)),
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = Format.SVG_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = Format.CSV_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "404", description = "There is no such trial, or it has no epoch yet")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  private @interface Answers {}

  private final ActivationReader activations;
  private final Experiments experiments;
  private final PictureQueue pictures;

  ActivationController(
      ActivationReader activations, Experiments experiments, PictureQueue pictures) {
    this.activations = activations;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/activations",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        MediaType.IMAGE_PNG_VALUE,
        Format.SVG_TYPE,
        Format.CSV_TYPE
      })
  @Operation(
      summary = "What the layers of a trained network make of one image",
      description =
          """
          As JSON, or as the header Accept says. Layers come from input to output: feature maps behind \
          convolutions and pooling, the values of units behind dense layers, each after its activation; \
          at most 64 maps or 512 units of each of 16 layers. The probabilities are the reference \
          engine's. image is a place in the test split, or among the images that were held out, as \
          errors has it.""")
  @Answers
  ResponseEntity<Object> activations(
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
      @Parameter(description = "Its place among the images, from 0")
          @RequestParam(defaultValue = "0")
          int image,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @Parameter(
              description =
                  "Of the picture; left out: what the layers need, from 5/8 to 9/8 of the width")
          @RequestParam(required = false)
          @Min(400)
          @Max(4000)
          @Nullable Integer height,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws HttpMediaTypeNotAcceptableException, InterruptedException {
    return answer(
        AnswerFormat.preferred(accept, Format.class),
        activations.of(id, trial, images, epoch, image),
        width,
        height);
  }

  @GetMapping("/experiments/{id}/trials/{trial}/activations.{format}")
  @Operation(
      summary =
          "The same as a file: activations.png, activations.svg, activations.csv, activations.json",
      description =
          """
          In the picture each layer has a scale of its own, the lighter the greater. The CSV has a row \
          for each value: layer from 0; map, or unit or class, row and column from 1.""")
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
      @Parameter(description = "Its place among the images, from 0")
          @RequestParam(defaultValue = "0")
          int image,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @Parameter(
              description =
                  "Of the picture; left out: what the layers need, from 5/8 to 9/8 of the width")
          @RequestParam(required = false)
          @Min(400)
          @Max(4000)
          @Nullable Integer height)
      throws InterruptedException {
    return answer(format, activations.of(id, trial, images, epoch, image), width, height);
  }

  private ResponseEntity<Object> answer(
      Format format, Seen seen, int width, @Nullable Integer height) {
    TrialActivations found = seen.activations();
    return format.answer(found, found::csv, () -> picture(seen, width, height), pictures);
  }

  private Supplier<Picture> picture(Seen seen, int width, @Nullable Integer height) {
    String title = seen.shown().title(experiments);
    return () -> ActivationChart.of(seen.shown(), seen.activations(), title, width, height);
  }
}
