package dev.trainyard.results;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** An experiment of one cell that has ended, read from the service. */
final class Answer {
  private final JsonNode experiment;
  private final JsonNode cell;
  private final JsonNode curves;
  private final JsonNode provenance;

  private Answer(JsonNode experiment, JsonNode cell, JsonNode curves, JsonNode provenance) {
    this.experiment = experiment;
    this.cell = cell;
    this.curves = curves;
    this.provenance = provenance;
  }

  /**
   * Waits for its end.
   *
   * @throws IOException also if not every trial is completed
   */
  static Answer of(long id, Service service) throws IOException, InterruptedException {
    String path = "/experiments/" + id;
    JsonNode experiment = service.finished(id);
    if (!experiment.path("status").asString().equals("COMPLETED")) {
      throw new IOException("%s is %s".formatted(path, experiment.path("status").asString()));
    }
    return new Answer(
        experiment,
        service.get(path + "/sweep").at("/cells/0"),
        service.get(path + "/curves"),
        service.get(path + "/trials/1").path("provenance"));
  }

  int epochs() {
    return experiment.at("/spec/training/epochs").asInt();
  }

  /** The mean accuracy after the last epoch. */
  double mean() {
    return cell.at("/final/mean").asDouble();
  }

  /** That with the deviation between the seeds, and how many there are. */
  String accuracy() {
    return String.format(
        Locale.ROOT,
        "%.4f ± %.4f (%d)",
        mean(),
        cell.at("/final/standardDeviation").asDouble(),
        cell.path("count").asInt());
  }

  /** Seconds that the epochs of one trial take together, validation included. */
  String seconds() {
    double mean =
        StreamSupport.stream(curves.path("trials").spliterator(), false)
            .mapToDouble(Answer::total)
            .average()
            .orElseThrow();
    return String.format(Locale.ROOT, mean < 20 ? "%.1f" : "%.0f", mean);
  }

  private static double total(JsonNode trial) {
    return StreamSupport.stream(trial.path("epochs").spliterator(), false)
        .mapToDouble(epoch -> epoch.path("seconds").asDouble())
        .sum();
  }

  /** What computed, how much of it at a time, and from which state of the source. */
  String machine() {
    JsonNode hardware = provenance.path("hardware");
    JsonNode versions = provenance.path("versions");
    return "%s, %d cores, trials at a time: %d; engine %s on %s; Java %s; commit %s"
        .formatted(
            hardware.path("cpu").asString(),
            hardware.path("cores").asInt(),
            hardware.path("slots").asInt(),
            provenance.path("engine").asString(),
            provenance.path("blas").asString(),
            versions.path("java").asString(),
            versions.path("commit").asString("unknown"));
  }
}
