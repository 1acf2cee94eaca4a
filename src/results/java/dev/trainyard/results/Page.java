package dev.trainyard.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The page: one row for each question, what was tried on the way, and the requests. */
final class Page {
  private final List<String> rows = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> tried = new ArrayList<>();
  private final Map<Long, String> requests = new LinkedHashMap<>();
  private final TreeSet<String> machines = new TreeSet<>();

  /** Adds a question with the best cell of its experiment. */
  void answered(Question question, Answer answer) {
    JsonNode cell = answer.bestCell();
    row(question, Answer.accuracy(cell), Answer.parameters(cell), answer.seconds(cell), answer);
  }

  /** Adds a question with what an experiment's trials answer together. */
  void answered(Question question, Answer answer, JsonNode ensemble) {
    String accuracy =
        String.format(
            Locale.ROOT,
            "%.4f (%d together; standard error %.4f)",
            ensemble.path("accuracy").asDouble(),
            ensemble.path("members").size(),
            ensemble.path("standardError").asDouble());
    row(question, accuracy, "", "", answer);
  }

  private void row(
      Question question, String accuracy, String parameters, String seconds, Answer answer) {
    rows.add(
        "| %s | %s | %s | **%s** | %s | %d | %s | %d | %s |"
            .formatted(
                question.what(),
                question.reference(),
                question.toReach(),
                accuracy,
                parameters,
                answer.epochs(),
                seconds,
                answer.id(),
                answer.commit()));
    if (!question.remark().isEmpty()) {
      remarks.add("- %s: %s".formatted(question.what(), question.remark()));
    }
    requests.put(
        answer.id(),
        "**Experiment %d**, %s:%n%n```%n%s%n```%n"
            .formatted(answer.id(), answer.name(), question.experiment()));
    machines.add(machine(answer.provenance()));
  }

  /** Adds an experiment that answers no question: all its cells. */
  void tried(Answer answer) {
    for (JsonNode cell : answer.cells()) {
      tried.add(
          "| %d | %s | %s | %d | %s | %s | %s |"
              .formatted(
                  answer.id(),
                  answer.name(),
                  Answer.parameters(cell),
                  answer.epochs(),
                  Answer.accuracy(cell),
                  answer.seconds(cell),
                  answer.status()));
    }
    requests.put(
        answer.id(),
        "**Experiment %d**, %s, with every value set:%n%n```%n%s%n```%n"
            .formatted(answer.id(), answer.name(), answer.spec()));
  }

  String lastRow() {
    return rows.getLast();
  }

  private static String machine(JsonNode provenance) {
    JsonNode hardware = provenance.path("hardware");
    return "%s, %d cores, trials at a time: %d; engine %s on %s; Java %s"
        .formatted(
            hardware.path("cpu").asString(),
            hardware.path("cores").asInt(),
            hardware.path("slots").asInt(),
            provenance.path("engine").asString(),
            provenance.path("blas").asString(),
            provenance.path("versions").path("java").asString());
  }

  String markdown() {
    return """
        # Results

        Every figure is of an experiment of the service, posted and read over HTTP: mean and sample standard
        deviation over the replicates (their number in brackets) of the accuracy on MNIST's 10,000 test images
        after the last epoch. Where a sweep has several cells it is the best of them. Cells, recipes and networks
        were chosen on those same images, as in the literature that the references are taken from, and that
        flatters them a little; a single accuracy of 0.99 on 10,000 images has a standard error of 0.001.

        Seconds are those of all epochs of one trial, validation included, while as many trials ran beside it as
        its machine had slots, and whatever else the machine had to do.

        To run it all again, start the service (`mvn spring-boot:run`), then `mvn -Presults verify`. It posts what
        is in `src/results/experiments`, which are the requests at the end of this page.

        Trained on: %s.

        | what | reference | to reach | reached | best cell | epochs | seconds | experiment | commit |
        |---|---|---|---|---|---|---|---|---|
        %s

        ## Where less was reached

        %s

        ## What was tried on the way

        | experiment | name | cell | epochs | accuracy | seconds | status |
        |---|---|---|---|---|---|---|
        %s

        ## The requests

        Replicate r of a cell has the experiment's seed + r - 1; the seed is 1 where none is given.

        %s
        """
        .formatted(
            String.join("; ", machines),
            String.join("\n", rows),
            String.join("\n", remarks),
            String.join("\n", tried),
            String.join("\n", requests.values()));
  }
}
