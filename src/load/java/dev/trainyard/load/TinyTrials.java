package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Ten thousand trials of the smallest network in one process: what grows with them? */
final class TinyTrials implements Load.Scenario {
  private static final int EXPERIMENTS = 10;
  private static final int TRIALS = 1000;
  private static final int LOOKS = 10;
  private static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":1,"batchSize":1000,"optimizer":{"type":"sgd"}},"replicates":%d}
      """
          .formatted(TRIALS);

  @Override
  public List<Row> run(Path directory) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Service service = new Service(Service.REAL, directory)) {
      for (int i = 0; i < EXPERIMENTS; i++) {
        service.queue(REQUEST);
      }
      long begin = System.nanoTime();
      for (int look = 1; look <= LOOKS; look++) {
        int until = look * EXPERIMENTS * TRIALS / LOOKS;
        int ended = awaitTrials(service, until);
        rows.add(
            new Row(
                "after %,d trials".formatted(ended),
                "%s, database %s MB"
                    .formatted(
                        service.proc().holdings(),
                        service.read("/storage").at("/databaseBytes").asLong() >> 20)));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      rows.add(new Row("trials a second", "%.1f".formatted(EXPERIMENTS * TRIALS / seconds)));
      int completed = 0;
      for (int id = 1; id <= EXPERIMENTS; id++) {
        completed += completed(service.read("/experiments/" + id));
      }
      rows.add(new Row("trials that completed", "%,d".formatted(completed)));
    }
    return rows;
  }

  private static int awaitTrials(Service service, int until) throws Exception {
    int ended = 0;
    while (ended < until) {
      TimeUnit.SECONDS.sleep(1);
      ended = 0;
      for (int id = 1; id <= EXPERIMENTS; id++) {
        ended += service.epochs(id);
      }
    }
    return ended;
  }

  private static int completed(JsonNode experiment) {
    int completed = 0;
    for (JsonNode trial : experiment.path("trials")) {
      completed += trial.path("status").asString().equals("COMPLETED") ? 1 : 0;
    }
    return completed;
  }
}
