package dev.trainyard.training;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * How training images are changed before every epoch, so that no epoch shows the same ones. Each
 * change is drawn for each image and epoch from the trial's seed; 0 leaves it out. Validation and
 * test images are never changed.
 *
 * @param shift pixels: up or down and left or right by up to this many, each drawn uniformly
 * @param rotation degrees: about the centre by up to this many either way, drawn uniformly
 * @param scale larger or smaller by a factor between 1 - scale and 1 + scale, drawn uniformly
 * @param shear a row that is d pixels below the centre moves sideways by d times a number between
 *     -shear and shear, drawn uniformly
 * @param elastic elastic distortion
 * @param cutout pixels: the side of a black square whose centre is drawn from the whole image
 *     (DeVries and Taylor 2017)
 */
public record Augmentation(
    @DecimalMin("0") @DecimalMax("64") double shift,
    @DecimalMin("0") @DecimalMax("180") double rotation,
    @DecimalMin("0") @DecimalMax("0.9") double scale,
    @DecimalMin("0") @DecimalMax("1") double shear,
    @NotNull @Valid Elastic elastic,
    @Min(0) @Max(64) int cutout) {

  /** Leaves the images as they are. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, new Elastic(0, 4), 0);

  /**
   * Elastic distortion (Simard, Steinkraus and Platt 2003): every pixel is taken from a place
   * nearby. The displacements, drawn uniformly from -1 to 1 for each pixel and direction, are
   * smoothed by a Gaussian and multiplied by alpha. With Simard's alpha 34 and sigma 4 a pixel
   * moves by 1.4 pixels in each direction (standard deviation).
   *
   * @param alpha strength; 0 for none
   * @param sigma pixels: standard deviation of the Gaussian
   */
  public record Elastic(
      @DecimalMin("0") @DecimalMax("1000") double alpha,
      @DecimalMin("0.5") @DecimalMax("16") double sigma) {}

  /** Whether the images stay as they are. */
  public boolean changesNothing() {
    return !movesPixels() && cutout == 0;
  }

  /** Whether pixels move. */
  public boolean movesPixels() {
    return shift > 0 || rotation > 0 || scale > 0 || shear > 0 || elastic.alpha > 0;
  }
}
