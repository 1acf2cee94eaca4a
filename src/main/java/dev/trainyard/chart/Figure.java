package dev.trainyard.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Sweep.SweepCell;
import org.jspecify.annotations.Nullable;

/** Which epoch of a trial a sweep looks at. */
enum Figure {
  @JsonProperty("best")
  BEST("Best") {
    @Override
    @Nullable Spread of(SweepCell cell) {
      return cell.best();
    }
  },
  @JsonProperty("final")
  FINAL("Final") {
    @Override
    @Nullable Spread of(SweepCell cell) {
      return cell.last();
    }
  };

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  abstract @Nullable Spread of(SweepCell cell);

  String title() {
    return title;
  }
}
