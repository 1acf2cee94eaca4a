package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Twenty readers, each with a request every two and a half seconds, beside trainings on all cores;
 * quiet stretches and loaded ones take turns, and each is compared with its neighbours.
 */
final class ReadsWhileTraining implements Load.Scenario {
  private static final int READERS = 20;
  private static final Duration PAUSE = Duration.ofMillis(2500);
  private static final Duration STRETCH = Duration.ofSeconds(15);
  private static final int ROUNDS = 11;
  private static final List<String> PATHS =
      List.of(
          "/experiments",
          "/experiments/1",
          "/experiments/1/curves",
          "/experiments/1/trials/1",
          "/experiments/1/sweep",
          "/experiments/2",
          "/experiments/1/curves.csv",
          "/storage");

  @Override
  public List<Row> run(Path directory) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    try (Service service = new Service(Service.REAL, directory)) {
      service.ended(
          service.queue(
              "{\"network\":\"baseline\",\"training\":{\"epochs\":10},\"sweep\":{\"training.l2\":[0.0001,0.001]},\"replicates\":2}"));
      long training =
          service.queue(
              "{\"network\":\"baseline\",\"training\":{\"epochs\":5000},\"replicates\":"
                  + cores
                  + "}");
      while (service.epochs(training) < 50) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      stretch(service, training, new Latencies());
      Latencies latencies = new Latencies();
      List<Double> slowdowns = new ArrayList<>();
      double before = stretch(service, training, null);
      for (int round = 0; round < ROUNDS; round++) {
        double loaded = stretch(service, training, latencies);
        double after = stretch(service, training, null);
        slowdowns.add(100 * ((before + after) / 2 / loaded - 1));
        before = after;
      }
      Collections.sort(slowdowns);
      return List.of(
          new Row("8 reads a second beside %d trainings".formatted(cores), latencies.toString()),
          new Row(
              "how much longer an epoch takes meanwhile",
              String.format(
                  Locale.ROOT,
                  "%.1f %% (median of %d pairs, %.1f to %.1f)",
                  slowdowns.get(ROUNDS / 2),
                  ROUNDS,
                  slowdowns.getFirst(),
                  slowdowns.getLast())));
    }
  }

  /** Epochs per second in a stretch, with readers or without. */
  private static double stretch(Service service, long training, @Nullable Latencies latencies)
      throws Exception {
    int epochs = service.epochs(training);
    long begin = System.nanoTime();
    if (latencies == null) {
      TimeUnit.NANOSECONDS.sleep(STRETCH.toNanos());
    } else {
      read(service, begin, latencies);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return (service.epochs(training) - epochs) / seconds;
  }

  private static void read(Service service, long begin, Latencies latencies) throws Exception {
    List<Future<?>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int reader = 0; reader < READERS; reader++) {
        long first = begin + PAUSE.toNanos() * reader / READERS;
        int offset = reader;
        readers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < STRETCH.dividedBy(PAUSE); i++) {
                    long due = first + i * PAUSE.toNanos();
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    HttpResponse<String> answer =
                        service.get(PATHS.get((offset + i) % PATHS.size()));
                    if (answer.statusCode() != 200) {
                      throw new IllegalStateException(answer + ": " + answer.body());
                    }
                    latencies.since(due);
                  }
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }
}
