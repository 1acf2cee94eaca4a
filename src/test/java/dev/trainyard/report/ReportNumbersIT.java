package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.OnH2;
import dev.trainyard.report.Ledger.Epoch;
import dev.trainyard.report.Ledger.Trial;
import dev.trainyard.statistics.Interval;
import dev.trainyard.study.Studies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Each number of a report against the rows of the database. */
@OnH2
@NullUnmarked
class ReportNumbersIT extends ReportContract {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  private static final List<String> FACTORS =
      List.of("0.000001", "0.00001", "0.0001", "0.0003", "0.001");

  @Autowired RunReader reader;
  @Autowired Studies studies;
  @Autowired Answers answers;

  @Test
  void everyNumberOfItsClaimsAndTablesComesFromTheRows() throws Exception {
    String text = text();
    Set<String> unknown = numbers(measured(text));
    unknown.removeAll(derived(Ledger.read(jdbc, study)).numbers());
    unknown.removeAll(ofTheWords());
    unknown.removeAll(numbers(body("/datasets/mnist").toString()));
    for (JsonNode member : body("/studies/" + study).path("experiments")) {
      unknown.removeAll(
          numbers(body("/experiments/" + member.path("id")).at("/spec/training").toString()));
    }
    unknown.removeAll(numbers(body("/networks/baseline").toString()));
    unknown.removeAll(numbers(body("/networks/cnn-accurate").toString()));

    assertThat(unknown).isEmpty();
    assertThat(text).doesNotContain("NaN", "Infinity", "null", "{{", "{%");
  }

  @Test
  void theLearningCurveHasTheMeansOfTheReplicates() {
    List<Trial> cell = Ledger.read(jdbc, study).cell("baseline");
    String text = section(text(), "## 2.3");
    for (int i = 0; i < cell.getFirst().epochs().size(); i++) {
      int at = i;
      Epoch one = cell.getFirst().epochs().get(at);
      Epoch two = cell.getLast().epochs().get(at);
      assertThat(text)
          .contains(
              String.format(
                  Locale.ROOT,
                  "| %d | %.2f | %.2f | %.4f | %.4f |",
                  at + 1,
                  50 * (one.trainAccuracy() + two.trainAccuracy()),
                  50 * (one.validationAccuracy() + two.validationAccuracy()),
                  (one.trainLoss() + two.trainLoss()) / 2,
                  (one.validationLoss() + two.validationLoss()) / 2));
    }
  }

  @Test
  void theSweepHasARowForEachFactor() {
    Ledger ledger = Ledger.read(jdbc, study);
    List<List<Trial>> cells = ledger.cells("weight-decay");
    String text = section(text(), "## 2.4");
    for (int i = 0; i < FACTORS.size(); i++) {
      List<Trial> cell = cells.get(i);
      assertThat(text)
          .containsPattern(
              String.format(
                  Locale.ROOT,
                  "\\| %s \\| %.2f \\| %.2f, %.2f \\| %.2f \\| [0-9.]+ \\| [0-9.]+ \\| %s \\|",
                  FACTORS.get(i),
                  100 * Ledger.mean(cell, Trial::last),
                  100 * cell.getFirst().last(),
                  100 * cell.getLast().last(),
                  100 * Ledger.mean(cell, Trial::trainLast),
                  net(cell, ledger.cell("plain"))));
    }
  }

  @Test
  void whatIsNotStatedHasItsImagesGainedAndLost() {
    Ledger ledger = Ledger.read(jdbc, study);
    List<Trial> base = ledger.cells("weight-decay").get(FACTORS.indexOf("0.0003"));
    String text = section(text(), "## 2.4");
    for (String key :
        List.of("schedule", "batch-size", "momentum", "units", "decayed-weights", "tuned")) {
      assertThat(text).containsPattern(row(ledger.cell(key), base));
    }
  }

  @Test
  void eachPartOfTheConvolutionalNetworkHasItsImages() {
    Ledger ledger = Ledger.read(jdbc, study);
    String text = section(text(), "## 3.1");
    for (String key : List.of("no-dropout", "one-convolution")) {
      assertThat(text).containsPattern(row(ledger.cell(key), ledger.cell("convolutional")));
    }
  }

  private static String row(List<Trial> cell, List<Trial> base) {
    return String.format(
        Locale.ROOT,
        "\\| %.2f \\| [0-9.]+ \\| [0-9.]+ \\| %s \\|",
        100 * Ledger.mean(cell, Trial::last),
        net(cell, base));
  }

  /** Images gained minus images lost, for a pattern. */
  private static String net(List<Trial> cell, List<Trial> base) {
    double net = Ledger.mean(cell, Trial::last) - Ledger.mean(base, Trial::last);
    String images = Derivations.decimals(1, Derivations.IMAGES * net);
    return images.equals("0.0") ? images : (net < 0 ? "-" : "\\+") + images;
  }

  private double shifted(String key, int pixels) {
    return jdbc.sql(
            """
            select avg(c.accuracy) from shift_score c
              join trial t on t.id = c.trial_id
              join study_experiment s on s.experiment_id = t.experiment_id
            where s.study_id = ? and s.key_text = ? and c.pixels = ?
            """)
        .params(study, key, pixels)
        .query(Double.class)
        .single();
  }

  private Derivations derived(Ledger ledger) throws InterruptedException {
    Derivations numbers = new Derivations();
    Set<String> keys = ledger.trials().stream().map(Trial::key).collect(Collectors.toSet());
    for (String key : keys) {
      ledger.cells(key).forEach(numbers::add);
      numbers.addEpochs(ledger.cell(key));
    }
    Map<String, @Nullable Object> found = Findings.of(reader.runs(studies.get(study)), answers);
    for (String table : List.of("decay", "changes", "parts", "kinds")) {
      ((Contrasts) found.get(table)).rows().forEach(numbers::add);
    }
    for (String pair :
        List.of("dense_permuted", "convolution_permuted", "all_kinds", "few_kinds")) {
      numbers.add((Contrast) found.get(pair));
    }
    for (String key : List.of("few-dense", "few-convolution")) {
      numbers.percentages(Ledger.mean(ledger.cell(key), Trial::test));
    }
    for (String published : List.of("hinton", "hinton_best")) {
      Interval newRun = ((Reproduction) found.get(published)).newRun();
      numbers.percentages(newRun.from(), newRun.to());
    }
    numbers.add((Mistakes) found.get("mistakes"));
    for (String smallest : List.of("detectable", "detectable_here")) {
      numbers.whole(Math.round((Double) found.get(smallest)));
    }
    List<Trial> held = ledger.cells("holdout").get(1);
    held.forEach(trial -> numbers.percentages(trial.test()));
    double test = Ledger.mean(held, Trial::test);
    double flattered =
        Ledger.mean(
            ledger.cells("weight-decay").get(1), trial -> trial.best().validationAccuracy());
    numbers.percentages(test, flattered - test);
    for (int pixels = 0; pixels <= 4; pixels++) {
      double dense = shifted("plain", pixels);
      numbers.percentages(dense, shifted("convolutional", pixels), shifted("shifted", pixels));
    }
    numbers.addAll(Networks.numbers());
    numbers.addAll(Set.copyOf(FACTORS));
    // What the requests say: published figures, mini-batches, images that are held out or kept.
    numbers.addAll(Set.of("98.47", "1.53", "153", "99.05", "32", "6,000", "10,000", "50,000"));
    // What the catalog says of cnn-accurate, in percent.
    numbers.addAll(Set.of("99.69", "99.70", "0.02"));
    return numbers;
  }

  /** All but the preprocessing, which the catalog tells, and the provenance, tested by itself. */
  private static String measured(String text) {
    String summary = text.substring(text.indexOf("**Summary.**"), text.indexOf("## 1.1"));
    return summary
        + text.substring(text.indexOf("## 2.1"), text.indexOf("## Provenance"))
            .replaceAll("!\\[.*]\\(.*\\)", "");
  }

  /** What stands in the template's own words, such as "500 and 300 units". */
  private static Set<String> ofTheWords() throws IOException {
    String template =
        new ClassPathResource("studies/mnist-assignment.md")
            .getContentAsString(StandardCharsets.UTF_8);
    return numbers(template.replaceAll("(?s)\\{\\{.*?}}|\\{%.*?%}|\\{#.*?#}", " "));
  }

  private static Set<String> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
