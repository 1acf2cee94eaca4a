package dev.trainyard.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** PyTorch on the same workloads, where this machine's {@code python3} has it. */
final class Torch {
  private static final double SECONDS = 3;

  private Torch() {}

  static void measure(Lines lines) throws Exception {
    Settings settings = Settings.own();
    Process python;
    try {
      python = start(settings);
    } catch (IOException e) {
      lines.skip("PyTorch", String.valueOf(e.getMessage()));
      return;
    }
    try (BufferedReader answers = python.inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        tell(lines, List.of(line.split("\t", -1)));
      }
    }
    if (python.waitFor() != 0) {
      throw new IOException("contestants.py ended with exit code " + python.exitValue());
    }
  }

  private static Process start(Settings settings) throws IOException {
    return new ProcessBuilder(
            "python3",
            Settings.home().resolve("pytorch/contestants.py").toString(),
            Settings.home().resolve("data/mnist").toString(),
            settings.engine().equals("fused") ? "cpu" : "cuda",
            String.valueOf(settings.share()),
            String.valueOf(Benchmark.WARM_UP),
            String.valueOf(Benchmark.MEASURED),
            String.valueOf(settings.seconds(SECONDS)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** fact, skip or seconds; what; a text or the seconds; for seconds the accuracy. */
  private static void tell(Lines lines, List<String> words) {
    switch (words.getFirst()) {
      case "fact" -> lines.fact(words.get(1), words.get(2));
      case "skip" -> lines.skip(words.get(1), words.get(2));
      case "seconds" ->
          lines.seconds(
              words.get(1),
              Double.parseDouble(words.get(2)),
              String.format(Locale.ROOT, "; accuracy %s", words.get(3)));
      default -> System.err.println(words);
    }
  }
}
