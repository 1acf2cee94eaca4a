package dev.trainyard.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the loads one after the other, each against a service that is started for it with an empty
 * directory, and writes a table.
 *
 * <p>Usage: table load,... (all of them if none is named)
 */
final class Load {
  private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

  static {
    SCENARIOS.put("reads", new ReadsWhileTraining());
    SCENARIOS.put("streams", new OpenStreams());
    SCENARIOS.put("clients", new ClientsAtOnce());
    SCENARIOS.put("tiny", new TinyTrials());
    SCENARIOS.put("queue", new LongQueue());
    SCENARIOS.put("database", new DatabaseThroughput());
    SCENARIOS.put("presets", new PresetThroughput());
    SCENARIOS.put("predictions", new PredictionsWhileTraining());
  }

  /** What is measured, and under which name. */
  record Row(String what, String figure) {}

  /** One load. */
  interface Scenario {
    /** Measures, with a directory that is empty and its own. */
    List<Row> run(Path directory) throws Exception;
  }

  private Load() {}

  static void main(String[] arguments) throws Exception {
    List<String> names =
        arguments.length > 1 && !arguments[1].equals("all")
            ? Arrays.asList(arguments[1].split(",", -1))
            : List.copyOf(SCENARIOS.keySet());
    List<String> lines = new ArrayList<>(List.of("| load | what | measured |", "|---|---|---|"));
    for (String name : names) {
      Scenario scenario = SCENARIOS.get(name);
      if (scenario == null) {
        throw new IllegalArgumentException(
            "%s is no load: there are %s".formatted(name, SCENARIOS.keySet()));
      }
      for (Row row : measure(scenario)) {
        String line = "| %s | %s | %s |".formatted(name, row.what(), row.figure());
        System.out.println(line);
        lines.add(line);
      }
    }
    Files.write(Path.of(arguments[0]), lines);
    System.out.println("written: " + arguments[0]);
  }

  private static List<Row> measure(Scenario scenario) throws Exception {
    Path directory = Files.createTempDirectory("load");
    try {
      return scenario.run(directory);
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    FileSystemUtils.deleteRecursively(directory);
  }
}
