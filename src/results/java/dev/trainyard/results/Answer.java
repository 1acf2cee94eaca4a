package dev.trainyard.results;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** An experiment that has ended, read from the service. */
final class Answer {
  private final JsonNode experiment;
  private final JsonNode sweep;
  private final JsonNode curves;
  private final JsonNode firstTrial;

  private Answer(JsonNode experiment, JsonNode sweep, JsonNode curves, JsonNode firstTrial) {
    this.experiment = experiment;
    this.sweep = sweep;
    this.curves = curves;
    this.firstTrial = firstTrial;
  }

  static Answer of(long id, Service service) throws IOException, InterruptedException {
    String path = "/experiments/" + id;
    return new Answer(
        service.finished(id),
        service.get(path + "/sweep"),
        service.get(path + "/curves"),
        service.get(path + "/trials/1"));
  }

  long id() {
    return experiment.path("id").asLong();
  }

  String name() {
    return experiment.path("name").asString();
  }

  String status() {
    return experiment.path("status").asString();
  }

  /** What was asked for, with every value set. */
  JsonNode spec() {
    return experiment.path("spec");
  }

  int epochs() {
    return spec().path("training").path("epochs").asInt();
  }

  /** What computed, and from which state of the source. */
  JsonNode provenance() {
    return firstTrial.path("provenance");
  }

  String commit() {
    return provenance().path("versions").path("commit").asString("unknown");
  }

  List<JsonNode> cells() {
    return StreamSupport.stream(sweep.path("cells").spliterator(), false).toList();
  }

  /** The cell with the best mean accuracy after the last epoch. */
  JsonNode bestCell() {
    return cells().stream()
        .max(Comparator.comparingDouble(cell -> cell.path("final").path("mean").asDouble(0)))
        .orElseThrow();
  }

  /** Mean and deviation of a cell's accuracies after the last epoch, and how many there are. */
  static String accuracy(JsonNode cell) {
    JsonNode end = cell.path("final");
    int count = cell.path("count").asInt();
    if (count == 0) {
      return "none complete";
    }
    JsonNode deviation = end.path("standardDeviation");
    return String.format(
        Locale.ROOT,
        deviation.isNumber() ? "%1$.4f ± %2$.4f (%3$d)" : "%1$.4f (%3$d)",
        end.path("mean").asDouble(),
        deviation.asDouble(0),
        count);
  }

  /** The swept values of a cell, empty without a sweep. */
  static String parameters(JsonNode cell) {
    return cell.path("parameters").properties().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue().asString())
        .collect(Collectors.joining(", "));
  }

  /** Seconds that the epochs of one trial of a cell take together, validation included. */
  String seconds(JsonNode cell) {
    double mean =
        StreamSupport.stream(curves.path("trials").spliterator(), false)
            .filter(trial -> trial.path("parameters").equals(cell.path("parameters")))
            .filter(trial -> trial.path("status").asString().equals("COMPLETED"))
            .mapToDouble(Answer::total)
            .average()
            .orElse(0);
    return String.format(Locale.ROOT, mean < 20 ? "%.1f" : "%.0f", mean);
  }

  private static double total(JsonNode trial) {
    return StreamSupport.stream(trial.path("epochs").spliterator(), false)
        .mapToDouble(epoch -> epoch.path("seconds").asDouble())
        .sum();
  }
}
