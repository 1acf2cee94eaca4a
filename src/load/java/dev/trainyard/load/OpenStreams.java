package dev.trainyard.load;

import dev.trainyard.load.Load.Row;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Five hundred event streams on one training, each of which must get every epoch. */
final class OpenStreams implements Load.Scenario {
  private static final int STREAMS = 500;
  private static final int EPOCHS = 100;
  private static final String REQUEST =
      "{\"network\":\"baseline\",\"training\":{\"epochs\":%d}}".formatted(EPOCHS);

  @Override
  public List<Row> run(Path directory) throws Exception {
    try (Service service = new Service(Service.REAL, directory, "trainyard.slots=1")) {
      service.ended(service.queue(REQUEST));
      long alone = service.queue(REQUEST);
      service.ended(alone);
      Proc.Holdings before = service.proc().holdings();
      long watched = service.queue(REQUEST);
      CountDownLatch open = new CountDownLatch(STREAMS);
      List<Future<Long>> streams = new ArrayList<>();
      Proc.Holdings during;
      int complete = 0;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < STREAMS; i++) {
          streams.add(threads.submit(() -> epochEvents(service, watched, open)));
        }
        open.await();
        during = service.proc().holdings();
        for (Future<Long> stream : streams) {
          complete += stream.get() == EPOCHS ? 1 : 0;
        }
      }
      return List.of(
          new Row(
              "streams that got each of %d epochs once and were closed at the end"
                  .formatted(EPOCHS),
              "%d of %d".formatted(complete, STREAMS)),
          new Row("the service before", before.toString()),
          new Row("with all of them open", during.toString()),
          new Row(
              "seconds of an epoch, median, alone and with them",
              "%.3f and %.3f".formatted(median(service, alone), median(service, watched))));
    }
  }

  private static long epochEvents(Service service, long experiment, CountDownLatch open)
      throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(service.events(experiment), StandardCharsets.UTF_8))) {
      open.countDown();
      return lines.lines().filter(line -> line.matches("event: ?epoch")).count();
    }
  }

  private static double median(Service service, long experiment) throws Exception {
    List<Double> seconds = new ArrayList<>();
    for (JsonNode epoch :
        service.read("/experiments/%d/curves".formatted(experiment)).at("/trials/0/epochs")) {
      seconds.add(epoch.path("seconds").asDouble());
    }
    return seconds.stream().sorted().toList().get(seconds.size() / 2);
  }
}
