package dev.trainyard.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that trains one epoch for each line it is sent and answers with the seconds it took.
 *
 * <p>Every contestant is a process of its own, so that none shares a thread pool, a heap or a
 * compiled loop with another, and waits, idle, while others run.
 */
final class Contestant implements AutoCloseable {

  /**
   * How to start a contestant.
   *
   * @param family who it is, such as {@code PyTorch}; the fastest setting of a family counts
   * @param threads how many threads it may use
   * @param setting what differs within the family
   * @param share the fraction of the images in its epoch; its seconds are scaled up by it
   */
  record Entry(
      String family,
      int threads,
      String setting,
      double share,
      List<String> command,
      Map<String, String> environment) {}

  private final Entry entry;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;
  private final String version;
  private final List<Double> seconds = new ArrayList<>();

  Contestant(Entry entry) {
    this.entry = entry;
    ProcessBuilder builder = new ProcessBuilder(entry.command());
    builder.environment().putAll(entry.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      process = builder.start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      version = await("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rest of the next line that begins with {@code word}; libraries log in between. */
  private String await(String word) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
    }
    throw new IOException("%s ended: %s".formatted(entry.family(), entry.command()));
  }

  Entry entry() {
    return entry;
  }

  /** What the process says of itself: its version. */
  String version() {
    return version;
  }

  /** Starts an epoch without waiting for it. */
  void begin() {
    requests.println("epoch");
  }

  /** Waits for the epoch that was begun and returns its seconds, scaled to all training images. */
  double end() {
    try {
      return Double.parseDouble(await("epoch").split(" ", -1)[0]) / entry.share();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one epoch and keeps its seconds. */
  void measure() {
    begin();
    seconds.add(end());
  }

  /** Forgets what was measured: the warm-up is over. */
  void forget() {
    seconds.clear();
  }

  double fastest() {
    return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double median() {
    return median(seconds);
  }

  /** The value below which a quarter of the seconds are, or three quarters. */
  double quartile(double share) {
    return quantile(seconds, share);
  }

  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  /** Between the two values next to it, in proportion (Hyndman and Fan's type 7). */
  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public void close() {
    requests.close();
    process.destroy();
  }
}
