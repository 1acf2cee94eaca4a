package dev.trainyard.prediction;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.picture.Bitmap;
import dev.trainyard.refusal.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images as JSON.
 *
 * @param images row by row, pixel by pixel, channel by channel
 */
record PredictionRequest(
    @Schema(description = "Pixels from left to right; left out: as many as the dataset's images")
        @Min(1)
        @Max(4096)
        @Nullable Integer width,
    @Schema(description = "Pixels from top to bottom; left out: as many as the dataset's images")
        @Min(1)
        @Max(4096)
        @Nullable Integer height,
    @Schema(
            description =
                "Values of each pixel, 1 for grey, 3 for red, green, blue; left out: the dataset's")
        @Min(1)
        @Max(3)
        @Nullable Integer channels,
    @Schema(
            description =
                "Each row by row, pixel by pixel, channel by channel: whole numbers from 0 (black) to 255")
        @NotEmpty
        @Size(max = SentImages.MOST)
        List<@NotNull List<@NotNull Integer>> images) {

  /**
   * One of the images.
   *
   * @param facts of the dataset whose size counts where none is given
   * @throws Refusal INVALID if it does not have as many values as its size says, or one that is no
   *     byte
   */
  Bitmap picture(int index, DatasetFacts facts) {
    int across = Objects.requireNonNullElse(width, facts.width());
    int down = Objects.requireNonNullElse(height, facts.height());
    int each = Objects.requireNonNullElse(channels, facts.channels());
    if (each == 2) {
      throw Refusal.invalid("channels", "must be 1 for grey or 3 for red, green and blue, not 2");
    }
    List<Integer> values = images.get(index);
    if (values.size() != across * down * each) {
      throw Refusal.invalid(
          "images[%d]".formatted(index),
          "must have %,d values (height %d, width %d, channels %d), not %,d; say width, height and channels if they are others"
              .formatted(across * down * each, down, across, each, values.size()));
    }
    int[] argb = new int[across * down];
    for (int i = 0; i < argb.length; i++) {
      int first = i * each;
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        rgb = rgb << 8 | value(index, first + Math.min(c, each - 1));
      }
      argb[i] = 0xff << 24 | rgb;
    }
    return new Bitmap(across, down, argb);
  }

  private int value(int image, int place) {
    int value = images.get(image).get(place);
    if (value < 0 || value > 255) {
      throw Refusal.invalid(
          "images[%d][%d]".formatted(image, place),
          "must be from 0 (black) to 255, not %d".formatted(value));
    }
    return value;
  }
}
