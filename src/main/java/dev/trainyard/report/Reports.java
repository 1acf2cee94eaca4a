package dev.trainyard.report;

import dev.trainyard.catalog.DatasetDetails;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.report.print.Document;
import dev.trainyard.scoring.RobustnessScorer;
import dev.trainyard.study.Studies;
import dev.trainyard.study.Study;
import dev.trainyard.study.UnknownStudy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the reports of studies, as far as their experiments have come. */
@Component
class Reports {
  private static final String DENSE = "plain";
  private static final String BEST = "cnn-accurate";
  private static final String SHIFTED = "shifted";
  private static final String CONVOLUTIONAL = "convolutional";

  private static final Pattern FRACTION = Pattern.compile("0\\.\\d{4}");

  private final Studies studies;
  private final RunReader reader;
  private final Answers answers;
  private final RobustnessScorer robustness;
  private final Datasets datasets;
  private final Requests requests;
  private final ReportTemplate words = new ReportTemplate();

  Reports(
      Studies studies,
      RunReader reader,
      Answers answers,
      RobustnessScorer robustness,
      Datasets datasets,
      JsonMapper json) {
    this.studies = studies;
    this.reader = reader;
    this.answers = answers;
    this.robustness = robustness;
    this.datasets = datasets;
    this.requests = new Requests(json);
  }

  /**
   * The report of a study. Once both networks are trained, the first call scores them on shifted
   * images, which may take minutes.
   *
   * @throws UnknownStudy if there is none with this id
   * @throws Refusal CONFLICT if the study was queued when its template had not yet all of its
   *     experiments
   */
  Document report(long id) throws InterruptedException {
    Study study = studies.get(id);
    String template = studies.report(study);
    List<Run> runs = reader.runs(study);
    ImageDataset dataset = datasets.get(runs.getFirst().spec().dataset());
    Shifts shifts = shifts(runs);
    Map<String, @Nullable Object> facts = new HashMap<>();
    runs.forEach(run -> facts.put(run.key().replace('-', '_'), run));
    facts.put("study", study);
    facts.put("complete", runs.stream().allMatch(Run::done));
    facts.put("runs", runs);
    facts.put("shifts", shifts);
    Map<String, @Nullable Object> findings = Findings.of(runs, answers);
    facts.putAll(findings);
    facts.put("accurate", achieved());
    facts.put("dataset", DatasetDetails.of(dataset));
    facts.put("origins", reader.origins(runs));
    String text = words.text(template, facts);
    return Document.of(
        study.name(), text, new Figures(runs, dataset, shifts, findings)::draw, requests.of(runs));
  }

  /** What the catalog says of its best network: {@code It reaches ...}, in percent. */
  private static String achieved() {
    String description = Presets.find(BEST).orElseThrow().description();
    return FRACTION
        .matcher(description.substring(description.indexOf("It reaches")))
        .replaceAll(
            found -> {
              double fraction = Double.parseDouble(found.group());
              return fraction < 0.5
                  ? Numbers.points(fraction, 2) + " percentage points"
                  : Numbers.percent(fraction, 2);
            });
  }

  private @Nullable Shifts shifts(List<Run> runs) throws InterruptedException {
    Run dense = find(runs, DENSE);
    Run shifted = find(runs, SHIFTED);
    Run convolutional = find(runs, CONVOLUTIONAL);
    return dense != null && shifted != null && convolutional != null
        ? Shifts.of(
            robustness.score(dense.id()),
            robustness.score(shifted.id()),
            robustness.score(convolutional.id()))
        : null;
  }

  private static @Nullable Run find(List<Run> runs, String key) {
    return runs.stream()
        .filter(run -> run.key().equals(key) && run.done())
        .findFirst()
        .orElse(null);
  }
}
