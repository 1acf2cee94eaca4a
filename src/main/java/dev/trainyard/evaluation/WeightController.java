package dev.trainyard.evaluation;

import dev.trainyard.chart.Picture.Size;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.TrainedModels;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The weights of a trained network over HTTP, as pictures. */
@RestController
@Tag(name = "Results")
class WeightController {
  private final TrainedModels models;
  private final Experiments experiments;
  private final PictureQueue pictures;

  WeightController(TrainedModels models, Experiments experiments, PictureQueue pictures) {
    this.models = models;
    this.experiments = experiments;
    this.pictures = pictures;
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/weights.png",
      produces = MediaType.IMAGE_PNG_VALUE)
  @Operation(
      summary = "Draw what the units or filters of the first layer look for",
      description =
          """
          The kernels of the first layer that has any: of a dense layer one for each unit, in the \
          shape of the image, of a convolution one for each filter. All have the same scale, with \
          white at 0.""")
  @ApiResponse(
      responseCode = "200",
      description = "A page of kernels",
      content =
          @Content(
              mediaType = MediaType.IMAGE_PNG_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "There is no such trial, or it has no epoch yet")
  @ApiResponse(
      responseCode = "409",
      description = "No layer has kernels, or the first that has sees no image")
  @ApiResponse(responseCode = "503", description = PictureQueue.TOO_LATE)
  byte[] weights(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Positive @Parameter(example = "1") int trial,
      @Parameter(
              description =
                  "After which epoch; left out: the best with earlyStopping.restoreBest, else the last")
          @RequestParam(required = false)
          @Nullable ModelEpoch epoch,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "100") @Min(1) @Max(Paging.MOST_IN_A_PICTURE) int size,
      @RequestParam(defaultValue = "800") @Min(400) @Max(4000) int width,
      @RequestParam(defaultValue = "900") @Min(400) @Max(4000) int height) {
    pictures.requireRoom(width, height);
    TrainedModel model = models.find(id, trial, epoch);
    FirstKernels kernels = FirstKernels.of(model.network(), model.state().parameters());
    String title = "%s, trial %d".formatted(experiments.title(id), trial);
    return pictures.draw(
        () ->
            WeightGallery.of(
                    kernels,
                    model.state().epoch(),
                    title,
                    new Paging(page, size),
                    new Size(width, height))
                .png());
  }
}
