package dev.trainyard.prediction;

import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Predicts over HTTP. */
@RestController
@Tag(name = "Results")
class PredictionController {
  private static final String INCLUDE = "input: return the images as the networks saw them, too";
  private static final String CALIBRATED =
      "Calibrate the probabilities of each network by a temperature (Guo et al. 2017) fitted to its validation images, which takes some seconds the first time";
  private static final String SHIFTS =
      "Average over all shifts of an image by up to this many pixels along both axes: 9 with 1, 25 with 2";
  private static final String EPOCH =
      "After which epoch; left out: the best with earlyStopping.restoreBest, else the last";
  private static final String PICTURES =
      """
      A picture may have any size and colours; it becomes what the dataset's pictures look like. Of MNIST: \
      what stands out from the ground is ink, light on black, cropped, fitted into 20x20 with its aspect kept, and \
      centred by its mass in 28x28. What has the size and form of the dataset's images already is taken as it is. \
      What is transparent counts as ground; of a camera's picture EXIF's orientation is followed.""";

  private final ImagePredictor predictor;

  PredictionController(ImagePredictor predictor) {
    this.predictor = predictor;
  }

  @PostImages("/experiments/{id}/predictions")
  @Operation(
      summary = "What the completed trials together take images for",
      description =
          "The mean of the trials' probabilities, and how many trials vote for what. " + PICTURES)
  ImagePredictions ofAll(
      @PathVariable @Parameter(example = "1") long id,
      @RequestBody(required = false) @Nullable ImageBody images,
      @Parameter(description = INCLUDE) @RequestParam(required = false) @Nullable Include include,
      @Parameter(description = CALIBRATED) @RequestParam(defaultValue = "false") boolean calibrated,
      @Parameter(description = SHIFTS) @RequestParam(defaultValue = "0") @Min(0) @Max(2) int shifts,
      @Parameter(description = EPOCH) @RequestParam(required = false) @Nullable ModelEpoch epoch)
      throws InterruptedException {
    return predictor.predict(
        id,
        null,
        present(images),
        new PredictionOptions(include != null, calibrated, shifts, epoch));
  }

  @PostImages("/experiments/{id}/trials/{trial}/predictions")
  @Operation(
      summary = "What the network of one trial takes images for",
      description =
          "As soon as an epoch has ended; while the trial runs, the network after the last one. "
              + PICTURES)
  ImagePredictions ofTrial(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "1") int trial,
      @RequestBody(required = false) @Nullable ImageBody images,
      @Parameter(description = INCLUDE) @RequestParam(required = false) @Nullable Include include,
      @Parameter(description = CALIBRATED) @RequestParam(defaultValue = "false") boolean calibrated,
      @Parameter(description = SHIFTS) @RequestParam(defaultValue = "0") @Min(0) @Max(2) int shifts,
      @Parameter(description = EPOCH) @RequestParam(required = false) @Nullable ModelEpoch epoch)
      throws InterruptedException {
    return predictor.predict(
        id,
        trial,
        present(images),
        new PredictionOptions(include != null, calibrated, shifts, epoch));
  }

  private static ImageBody present(@Nullable ImageBody images) {
    if (images == null) {
      throw Refusal.invalid(WrongField.BODY, "is empty; at least one image is needed");
    }
    return images;
  }
}
