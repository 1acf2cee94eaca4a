package dev.trainyard.report;

import static dev.trainyard.report.Derivations.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.OnH2;
import dev.trainyard.report.Derivations.Difference;
import dev.trainyard.report.Ledger.Epoch;
import dev.trainyard.report.Ledger.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Each number of a report against the rows of the database. */
@OnH2
@NullUnmarked
class ReportNumbersIT extends ReportContract {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  private static final List<String> FACTORS =
      List.of("0.000001", "0.00001", "0.0001", "0.0003", "0.001");

  @Test
  void everyNumberOfItsClaimsAndTablesComesFromTheRows() throws IOException {
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
                  "| %d | %.2f %% | %.2f %% | %.4f | %.4f |",
                  at + 1,
                  50 * (one.trainAccuracy() + two.trainAccuracy()),
                  50 * (one.validationAccuracy() + two.validationAccuracy()),
                  (one.trainLoss() + two.trainLoss()) / 2,
                  (one.validationLoss() + two.validationLoss()) / 2));
    }
  }

  @Test
  void theSweepHasARowForEachFactor() {
    List<List<Trial>> cells = Ledger.read(jdbc, study).cells("weight-decay");
    String text = section(text(), "## 2.4");
    for (int i = 0; i < FACTORS.size(); i++) {
      List<Trial> cell = cells.get(i);
      double mean = Ledger.mean(cell, Trial::last);
      assertThat(text)
          .contains(
              String.format(
                  Locale.ROOT,
                  "| %s | %.2f %% | %s | %.2f %%, %.2f %% | %.2f %% | %.2f %% | %s |",
                  FACTORS.get(i),
                  100 * mean,
                  points(Ledger.deviation(cell, Trial::last)),
                  100 * cell.getFirst().last(),
                  100 * cell.getLast().last(),
                  100 * Ledger.mean(cell, trial -> trial.best().validationAccuracy()),
                  100 * Ledger.mean(cell, Trial::trainLast),
                  signed(mean - Derivations.HINTON)));
    }
  }

  @Test
  void whatIsNotStatedHasItsEffectItsMarginAndAVerdict() {
    Ledger ledger = Ledger.read(jdbc, study);
    List<Trial> base = ledger.cells("weight-decay").get(FACTORS.indexOf("0.00001"));
    String text = section(text(), "## 2.4");
    for (String key :
        List.of(
            "schedule", "batch-size", "momentum", "epochs", "units", "initialisation", "tuned")) {
      Difference difference = Difference.of(ledger.cell(key), base);
      assertThat(text)
          .contains(
              String.format(
                  Locale.ROOT,
                  "| %.2f %% | %s ± %s | %s |",
                  100 * Ledger.mean(ledger.cell(key), Trial::last),
                  signed(difference.mean()),
                  points(difference.margin()),
                  difference.toldApart() ? "**yes**" : "no"));
    }
    Difference held = Difference.of(ledger.cell("holdout"), base, Trial::test);
    assertThat(text).contains("| %s ± %s |".formatted(signed(held.mean()), points(held.margin())));
  }

  @Test
  void eachChangeOfTheConvolutionalNetworkHasItsEffect() {
    Ledger ledger = Ledger.read(jdbc, study);
    String text = section(text(), "## 3.1");
    for (String key : List.of("no-dropout", "one-convolution")) {
      List<Trial> cell = ledger.cell(key);
      Difference difference = Difference.of(cell, ledger.cell("convolutional"));
      assertThat(text)
          .containsPattern(
              String.format(
                  Locale.ROOT,
                  "\\| `%s` \\| [0-9,]+ \\| [0-9,]+ \\| %.2f %% \\| %.2f %% ± [0-9.]+ \\| %s \\|",
                  key,
                  100 * Ledger.mean(cell, Trial::trainLast),
                  100 * Ledger.mean(cell, Trial::last),
                  Pattern.quote(
                      "%s ± %s | %s"
                          .formatted(
                              signed(difference.mean()),
                              points(difference.margin()),
                              difference.toldApart() ? "**yes**" : "no"))));
    }
  }

  @Test
  void shiftsHaveTheMeansOfWhatWasScored() {
    String text = section(text(), "## 3.2");
    for (int pixels = 0; pixels <= 4; pixels++) {
      double dense = shifted("plain", pixels);
      double convolutional = shifted("convolutional", pixels);
      assertThat(text)
          .containsPattern(
              String.format(
                  Locale.ROOT,
                  "\\| %d \\| %.2f %% ± 0.01 \\| %.2f %% ± 0.01 \\| %s \\|",
                  pixels,
                  100 * dense,
                  100 * convolutional,
                  Pattern.quote(signed(convolutional - dense))));
    }
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

  private Derivations derived(Ledger ledger) {
    Derivations numbers = new Derivations();
    Set<String> keys = ledger.trials().stream().map(Trial::key).collect(Collectors.toSet());
    for (String key : keys) {
      ledger.cells(key).forEach(numbers::add);
      numbers.addEpochs(ledger.cell(key));
    }
    List<List<Trial>> decay = ledger.cells("weight-decay");
    List<Trial> plain = ledger.cell("plain");
    List<Trial> convolutional = ledger.cell("convolutional");
    for (List<Trial> cell : decay) {
      keys.forEach(key -> numbers.add(Difference.of(ledger.cell(key), cell)));
      decay.forEach(other -> numbers.add(Difference.of(other, cell)));
      numbers.add(Difference.of(cell, plain));
      numbers.add(Difference.of(ledger.cell("holdout"), cell, Trial::test));
    }
    numbers.add(Difference.of(convolutional, plain));
    decay.forEach(other -> numbers.add(Difference.of(convolutional, other)));
    keys.forEach(key -> numbers.add(Difference.of(convolutional, ledger.cell(key))));
    ledger.cell("holdout").forEach(trial -> numbers.percentages(trial.test()));
    numbers.percentages(Ledger.mean(ledger.cell("holdout"), Trial::test));
    for (int pixels = 0; pixels <= 4; pixels++) {
      double dense = shifted("plain", pixels);
      numbers.percentages(dense, shifted("convolutional", pixels));
      numbers.percentages(dense - shifted("convolutional", pixels));
    }
    numbers.addAll(Networks.numbers());
    numbers.addAll(Set.copyOf(FACTORS));
    // What the requests say: published figures, mini-batches, images that are held out or kept.
    numbers.addAll(Set.of("98.47", "1.53", "153", "99.05", "32", "10,000", "50,000"));
    return numbers;
  }

  /** All but the preprocessing, which the catalog tells, and the provenance, tested by itself. */
  private static String measured(String text) {
    String summary = text.substring(text.indexOf("**In short.**"), text.indexOf("## 1.1"));
    return summary
        + text.substring(text.indexOf("## 2.1"), text.indexOf("## Provenance"))
            .replaceAll("!\\[.*]\\(.*\\)", "")
            .replace(",\\!", ",");
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

  private static String signed(double fraction) {
    String points = points(fraction);
    return points.equals("0.00") ? points : (fraction < 0 ? "-" : "+") + points;
  }
}
