package dev.trainyard.results;

import dev.trainyard.results.Question.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The page: one row for each question, what was missed, and on which machines it was trained. */
final class Page {
  private static final int TEST_IMAGES = 10_000;

  private final List<String> rows = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> machines = new ArrayList<>();

  /** Adds a question with what the replicates of its experiment reach one by one. */
  void answered(Question question, Answer answer) {
    row(question, question.row(), answer.mean(), answer.accuracy(), answer);
  }

  /** Adds it with what they reach as one model. */
  void answeredTogether(Question question, Answer answer, JsonNode ensemble) {
    double accuracy = ensemble.path("accuracy").asDouble();
    String text =
        String.format(Locale.ROOT, "%.4f (%d together)", accuracy, ensemble.path("members").size());
    row(question, Objects.requireNonNull(question.together()), accuracy, text, answer);
  }

  private void row(Question question, Row row, double mean, String accuracy, Answer answer) {
    rows.add(
        "| %s | %s | %s | **%s** | %s | %d | %s | %d | [request](../results/experiments/%s) |"
            .formatted(
                row.what(),
                row.reference(),
                row.toReach(),
                accuracy,
                price(row.chosen(), mean),
                answer.epochs(),
                answer.seconds(),
                machine(answer.machine()),
                question.file()));
    if (!row.remark().isEmpty()) {
      remarks.add("- %s: %s".formatted(row.what(), row.remark()));
    }
  }

  /** What was found while choosing, and by how many test images that was better. */
  private static String price(@Nullable Double chosen, double mean) {
    return chosen == null
        ? ""
        : String.format(Locale.ROOT, "%.4f (%+.0f images)", chosen, (chosen - mean) * TEST_IMAGES);
  }

  /** The number of a machine in the list below the table. */
  private int machine(String description) {
    if (!machines.contains(description)) {
      machines.add(description);
    }
    return machines.indexOf(description) + 1;
  }

  String lastRow() {
    return rows.getLast();
  }

  String markdown() {
    return """
        # Results

        Every figure is of an experiment of the service, posted and read over HTTP: the accuracy on MNIST's 10,000
        test images after the last epoch, as mean and sample standard deviation over the replicates (their number in
        brackets). A single accuracy of 0.99 on 10,000 images has a standard error of 0.001.

        Seconds are those of all epochs of one trial, validation included, while as many trials ran beside it as the
        machine had slots, and whatever else it had to do.

        | what | reference | to reach | reached with fresh seeds | with the seeds of the choice | epochs | seconds | machine | |
        |---|---|---|---|---|---|---|---|---|
        %s

        Machines:

        %s

        To run it all again, start the service (`mvn spring-boot:run`), then `mvn -Presults verify`. It posts what is in
        `src/results/experiments`.

        ## The price of choosing

        Networks, recipes and weight decays were chosen by their accuracies on these same 10,000 images, with seeds from 1
        on ([what was tried](search.md)). That flatters the figure that is chosen, in two ways. The seeds: what is best
        of several was lucky, too. Fresh seeds are those that no choice has seen, and the column beside them says how many
        images better (or, with a minus, worse) the choice had looked; a few images are within the deviations of both. The
        images: a recipe that suits these 10,000 may suit others less.
        No fresh seed shows that; it takes other images, which MNIST does not have. The assignment's report
        [chooses on images that were held back](mnist-assignment.pdf) instead and says what that costs. The references in
        the table chose on the test images as well, as was usual.

        ## Where less was reached

        %s
        """
        .formatted(
            String.join("\n", rows),
            IntStream.rangeClosed(1, machines.size())
                .mapToObj(number -> "%d. %s".formatted(number, machines.get(number - 1)))
                .collect(Collectors.joining("\n")),
            String.join("\n", remarks));
  }
}
