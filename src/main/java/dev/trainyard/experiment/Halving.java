package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Successive halving (Jamieson &amp; Talwalkar 2016; Li et al. 2020): all cells are trained for a
 * few epochs, the best of them for more, and so on, in rungs, until what is left is trained to its
 * end. Only what reaches the last rung has replicates.
 *
 * @param reduction each rung keeps one of so many cells and trains it so many times as long
 * @param firstEpochs that every cell is trained for
 */
public record Halving(
    @Schema(
            description =
                "Each rung keeps one of so many cells, the best, and trains it so many times as long; the default is 3",
            example = "3")
        @Min(2)
        @Max(100)
        int reduction,
    @Schema(description = "Epochs that every cell is trained for; the default is 1", example = "1")
        @Min(1)
        int firstEpochs) {

  /** Fills in the defaults: a third after each rung, the first of them after one epoch. */
  @JsonCreator
  static Halving of(@Nullable Integer reduction, @Nullable Integer firstEpochs) {
    return new Halving(reduction == null ? 3 : reduction, firstEpochs == null ? 1 : firstEpochs);
  }

  /**
   * How far those are trained that go on from a rung.
   *
   * @param epochs of the rung
   * @param last epochs of a whole training
   * @return empty after the last rung
   */
  public OptionalInt after(int epochs, int last) {
    return epochs >= last
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(last, (long) epochs * reduction));
  }

  /** How many of so many cells go on to the next rung, at least one. */
  public int kept(int cells) {
    return Math.max(1, cells / reduction);
  }

  /**
   * Epochs of all trials together, with the replicates of those cells that reach the last rung.
   *
   * @param cells how many are drawn
   * @param last epochs of a whole training
   * @param replicates of each cell
   */
  long allEpochs(int cells, int last, int replicates) {
    return epochs(cells, last).stream()
        .mapToLong(epochs -> epochs == last ? (long) epochs * replicates : epochs)
        .sum();
  }

  /**
   * For how many epochs each cell is trained, the best first.
   *
   * @param cells how many are drawn
   * @param last epochs of a whole training
   */
  public List<Integer> epochs(int cells, int last) {
    List<Integer> epochs = new ArrayList<>();
    int left = cells;
    int rung = firstEpochs;
    for (OptionalInt next = after(rung, last); next.isPresent(); next = after(rung, last)) {
      int going = kept(left);
      for (; left > going; left--) {
        epochs.add(rung);
      }
      rung = next.getAsInt();
    }
    epochs.addAll(Collections.nCopies(left, rung));
    return epochs.reversed();
  }
}
