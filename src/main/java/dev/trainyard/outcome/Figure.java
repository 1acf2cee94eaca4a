package dev.trainyard.outcome;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.Sweep.SweepCell;
import org.jspecify.annotations.Nullable;

/** Which epoch of a trial counts. */
public enum Figure {
  /** The best epoch of each trial. */
  @JsonProperty("best")
  BEST {
    @Override
    public @Nullable Spread of(SweepCell cell) {
      return cell.best();
    }

    @Override
    Spread of(Cell cell) {
      return cell.best();
    }
  },
  /** The last epoch of each trial. */
  @JsonProperty("final")
  FINAL {
    @Override
    public @Nullable Spread of(SweepCell cell) {
      return cell.last();
    }

    @Override
    Spread of(Cell cell) {
      return cell.last();
    }
  };

  /** The figures of a cell; null until a trial is completed. */
  public abstract @Nullable Spread of(SweepCell cell);

  /** The figures of a cell with a completed trial, in the order of those that are completed. */
  abstract Spread of(Cell cell);
}
