package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Trials that one core gets through in an hour, for each preset with its own epochs. */
final class PresetThroughput implements Load.Scenario {
  private static final int SECONDS_PER_HOUR = 3600;

  @Override
  public List<Row> run(Path directory) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Row> rows = new ArrayList<>();
    try (Service service = new Service(Service.REAL, directory)) {
      service.ended(service.queue(request("baseline", 5, cores)));
      for (JsonNode preset : service.read("/networks")) {
        String name = preset.path("name").asString();
        int epochs = preset.at("/training/epochs").asInt(10);
        long experiment = service.queue(request(name, 2, cores));
        service.ended(experiment);
        double seconds = 0;
        JsonNode trials =
            service.read("/experiments/%d/curves".formatted(experiment)).path("trials");
        for (JsonNode trial : trials) {
          seconds += trial.at("/epochs/1/seconds").asDouble() / trials.size();
        }
        rows.add(
            new Row(
                name,
                String.format(
                    Locale.ROOT,
                    "%.2f s an epoch with %d at once; %d epochs; %.1f trials an hour and core",
                    seconds,
                    cores,
                    epochs,
                    SECONDS_PER_HOUR / (seconds * epochs))));
      }
    }
    return rows;
  }

  private static String request(String preset, int epochs, int replicates) {
    return "{\"network\":\"%s\",\"training\":{\"epochs\":%d},\"replicates\":%d}"
        .formatted(preset, epochs, replicates);
  }
}
