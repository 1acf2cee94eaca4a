package dev.trainyard.report;

import dev.trainyard.catalog.DatasetDetails;
import dev.trainyard.catalog.Datasets;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the reports of studies, as far as their experiments have come. */
@Component
class Reports {
  private static final String DENSE = "plain";
  private static final String DECAY = "weight-decay";
  private static final String CONVOLUTIONAL = "convolutional";

  private final Studies studies;
  private final RunReader reader;
  private final RobustnessScorer robustness;
  private final Datasets datasets;
  private final Requests requests;
  private final ReportTemplate words = new ReportTemplate();

  Reports(
      Studies studies,
      RunReader reader,
      RobustnessScorer robustness,
      Datasets datasets,
      JsonMapper json) {
    this.studies = studies;
    this.reader = reader;
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
    facts.put("shifts", shifts);
    facts.putAll(comparisons(runs));
    facts.put("dataset", DatasetDetails.of(dataset));
    facts.put("origins", reader.origins(runs));
    facts.put("requests", requests.of(runs));
    String text = words.text(template, facts);
    return Document.of(study.name(), text, new Figures(runs, dataset, shifts)::draw);
  }

  private static Map<String, @Nullable Object> comparisons(List<Run> runs) {
    Run base = find(runs, DECAY);
    Map<String, @Nullable Object> facts = new HashMap<>();
    if (base != null) {
      List<Variation> variations = Variation.of(runs, base);
      facts.put("variations", variations);
      facts.put("largest", Variation.largestFirst(variations));
      facts.put("told_apart", Variation.toldApart(variations, true));
      facts.put("undecided", Variation.toldApart(variations, false));
      facts.put("best_dense", Variation.best(runs, base).orElse(null));
    }
    return facts;
  }

  private @Nullable Shifts shifts(List<Run> runs) throws InterruptedException {
    Run dense = find(runs, DENSE);
    Run convolutional = find(runs, CONVOLUTIONAL);
    return dense != null && convolutional != null && dense.done() && convolutional.done()
        ? Shifts.of(robustness.score(dense.id()), robustness.score(convolutional.id()))
        : null;
  }

  private static @Nullable Run find(List<Run> runs, String key) {
    return runs.stream().filter(run -> run.key().equals(key)).findFirst().orElse(null);
  }
}
