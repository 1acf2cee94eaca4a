package dev.trainyard.gpu;

import dev.trainyard.gpu.Line.Verdict;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the sections, prints a row for each check as it ends, and writes {@code gpu-check.json} and
 * {@code gpu-check.log} into the current folder. It goes on whatever fails, but for a card that
 * cannot be used: exit code 0 where nothing failed, 1 where something did, 2 where there is no card
 * to check.
 */
final class GpuCheck {
  static final int UNAVAILABLE = 2;

  private static final Path REPORT = Path.of("gpu-check.json");
  private static final File LOG = new File("gpu-check.log");

  private final Settings settings;
  private final Instant start = Instant.now();
  private final long begin = System.nanoTime();
  private final List<Line> lines = new ArrayList<>();

  private GpuCheck(Settings settings) {
    this.settings = settings;
  }

  static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.println(Settings.USAGE);
      System.exit(0);
    }
    Settings settings;
    try {
      settings = Settings.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Settings.USAGE);
      System.exit(1);
      return;
    }
    System.exit(new GpuCheck(settings).run());
  }

  private int run() throws Exception {
    LOG.delete();
    for (Section section : settings.only()) {
      double left = settings.seconds() - elapsed();
      double limit = Math.min(section.limit(settings.seconds()), left);
      int code = limit > 1 ? run(section, limit) : skip(section);
      write();
      if (code == UNAVAILABLE) {
        return UNAVAILABLE;
      }
    }
    long failed = lines.stream().filter(line -> line.verdict() == Verdict.FAIL).count();
    System.out.printf("%d failed; %.0f s; see %s, %s%n", failed, elapsed(), REPORT, LOG);
    return failed == 0 ? 0 : 1;
  }

  private int skip(Section section) {
    tell(new Line(section.title(), "runs", Verdict.SKIPPED, "the time is up", null));
    return 0;
  }

  /** The exit code of the section's process. */
  private int run(Section section, double limit) throws Exception {
    Process process =
        Jvm.running(settings, Section.class, section.name())
            .redirectError(ProcessBuilder.Redirect.appendTo(LOG))
            .start();
    Thread reader = Thread.ofVirtual().start(() -> read(process));
    boolean ended = process.waitFor((long) (1000 * limit), TimeUnit.MILLISECONDS);
    if (!ended) {
      Jvm.kill(process);
    }
    int code = process.waitFor();
    reader.join();
    if (!ended) {
      fail(
          section,
          "ends in time",
          "not in %.0f s; what it had told by then stands above".formatted(limit));
    } else if (code != 0 && code != UNAVAILABLE && !hasFailed(section)) {
      fail(section, "runs to its end", "its process ended with exit code " + code);
    } else if (lines.stream().noneMatch(line -> line.section().equals(section.title()))) {
      fail(section, "checks something", "it told nothing");
    }
    return code;
  }

  private boolean hasFailed(Section section) {
    return lines.stream()
        .anyMatch(line -> line.section().equals(section.title()) && line.verdict() == Verdict.FAIL);
  }

  private void fail(Section section, String check, String seen) {
    tell(new Line(section.title(), check, Verdict.FAIL, seen, null));
  }

  private void read(Process process) {
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      for (String text = told.readLine(); text != null; text = told.readLine()) {
        Line line = Line.received(text);
        if (line != null) {
          tell(line);
        }
      }
    } catch (IOException e) {
      // The process was killed while it wrote; what it had told by then is kept.
      System.err.println(e.getMessage());
    }
  }

  private synchronized void tell(Line line) {
    lines.add(line);
    System.out.println(line.row());
  }

  private double elapsed() {
    return (System.nanoTime() - begin) / 1e9;
  }

  private void write() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("engine", settings.engine());
    report.put("start", start.toString());
    report.put("seconds", elapsed());
    report.put("java", Runtime.version().toString());
    report.put("cores", Runtime.getRuntime().availableProcessors());
    report.put("share", settings.share());
    report.put("passed", lines.stream().noneMatch(line -> line.verdict() == Verdict.FAIL));
    report.put("lines", lines);
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(REPORT, report);
  }
}
