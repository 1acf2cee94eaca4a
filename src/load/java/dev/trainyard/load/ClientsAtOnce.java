package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fifty clients who submit at once, each one experiment after the other, while the service trains.
 */
final class ClientsAtOnce implements Load.Scenario {
  private static final int CLIENTS = 50;
  private static final int EACH = 20;
  private static final String REQUEST =
      "{\"network\":\"baseline\",\"training\":{\"epochs\":1},\"replicates\":3}";

  @Override
  public List<Row> run(Path directory) throws Exception {
    try (Service service = new Service(Service.REAL, directory)) {
      service.queue("{\"network\":\"baseline\",\"training\":{\"epochs\":5000},\"replicates\":2}");
      Latencies latencies = new Latencies();
      Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
      Set<Long> ids = ConcurrentHashMap.newKeySet();
      List<Future<?>> clients = new ArrayList<>();
      long begin = System.nanoTime();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int client = 0; client < CLIENTS; client++) {
          clients.add(
              threads.submit(
                  () -> {
                    for (int i = 0; i < EACH; i++) {
                      long due = System.nanoTime();
                      HttpResponse<String> answer = service.post("/experiments", REQUEST);
                      latencies.since(due);
                      statuses.merge(answer.statusCode(), 1, Integer::sum);
                      ids.add(new JsonMapper().readTree(answer.body()).path("id").asLong());
                    }
                    return null;
                  }));
        }
        for (Future<?> client : clients) {
          client.get();
        }
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long listed = service.read("/experiments?size=1").path("totalItems").asLong();
      return List.of(
          new Row(
              "%d clients, each %d experiments of 3 trials".formatted(CLIENTS, EACH),
              "%s; %.0f a second".formatted(latencies, ids.size() / seconds)),
          new Row(
              "answers by status; distinct ids; experiments listed but one",
              "%s; %d; %d".formatted(new TreeMap<>(statuses), ids.size(), listed - 1)));
    }
  }
}
