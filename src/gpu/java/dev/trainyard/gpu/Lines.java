package dev.trainyard.gpu;

import dev.trainyard.gpu.Line.Verdict;
import java.util.List;
import java.util.Locale;

/** Where a section tells what it sees. */
record Lines(String section) {

  void judge(String check, boolean passed, String seen) {
    new Line(section, check, passed ? Verdict.PASS : Verdict.FAIL, seen, null).send();
  }

  void fact(String check, String seen) {
    new Line(section, check, Verdict.INFO, seen, null).send();
  }

  void skip(String check, String reason) {
    new Line(section, check, Verdict.SKIPPED, reason, null).send();
  }

  /**
   * A measured time.
   *
   * @param more what else there is to say of it
   */
  void seconds(String check, double seconds, String more) {
    String seen = String.format(Locale.ROOT, "%.4f s%s", seconds, more);
    new Line(section, check, Verdict.INFO, seen, seconds).send();
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
