package dev.trainyard.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The page: one row for each question, then the requests as they were posted. */
final class Page {
  private final String commit;
  private final List<String> rows = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final TreeSet<String> machines = new TreeSet<>();

  Page(String commit) {
    this.commit = commit;
  }

  /** Adds a question with the cell of its experiment that is best in the end. */
  void add(Question question, JsonNode experiment, JsonNode sweep) {
    JsonNode cell =
        StreamSupport.stream(sweep.path("cells").spliterator(), false)
            .max(Comparator.comparingDouble(c -> c.path("final").path("mean").asDouble()))
            .orElseThrow();
    JsonNode end = cell.path("final");
    JsonNode training = experiment.path("spec").path("training");
    long id = experiment.path("id").asLong();
    rows.add(
        "| %s | %s | %s | **%s** %s | %d | %s | %d | %s |"
            .formatted(
                question.what(),
                question.reference(),
                question.toReach(),
                accuracy(end.path("mean").asDouble()),
                deviation(end.path("standardDeviation")),
                cell.path("count").asInt(),
                cell.path("parameters").isEmpty() ? "" : cell.path("parameters").toString(),
                training.path("epochs").asInt(),
                experiment.path("status").asString() + ", experiment " + id));
    requests.add(
        "### Experiment %d: %s%n%n```%n%s%n```%n%nFinal validation accuracies of the best cell: %s%n"
            .formatted(id, question.what(), question.experiment().toString(), end.path("values")));
  }

  String lastRow() {
    return rows.getLast();
  }

  void provenance(JsonNode provenance) {
    JsonNode hardware = provenance.path("hardware");
    machines.add(
        "%s, %d cores, %d trials at a time; engine %s on %s; %s"
            .formatted(
                hardware.path("cpu").asString(),
                hardware.path("cores").asInt(),
                hardware.path("slots").asInt(),
                provenance.path("engine").asString(),
                provenance.path("blas").asString(),
                provenance.path("versions")));
  }

  private static String accuracy(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String deviation(JsonNode value) {
    return value.isNumber() ? "± " + accuracy(value.asDouble()) : "";
  }

  String markdown() {
    return """
        # Results

        Every figure is of an experiment of the service: mean and sample standard deviation, over the
        replicates, of the accuracy on MNIST's 10,000 test images after the last epoch. Where a sweep has
        several cells it is the best of them, chosen on those same images, as in the literature that the
        references are taken from; that flatters the figure a little. A single accuracy of 0.99 on 10,000
        images has a standard error of 0.001.

        To run it all again, start the service (`mvn spring-boot:run`), then `mvn -Presults verify`.

        Commit %s. %s.

        | what | reference | to reach | reached | replicates | cell | epochs | experiment |
        |---|---|---|---|---|---|---|---|
        %s

        ## The requests

        Replicate r of a cell has the experiment's seed + r - 1.

        %s
        """
        .formatted(
            commit,
            String.join("; ", machines),
            String.join("\n", rows),
            String.join("\n", requests));
  }
}
