package dev.trainyard.report;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.NetworkSummary;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Engines;
import dev.trainyard.experiment.ExperimentSpec;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.study.Study;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the experiments of a study. */
@Component
class RunReader {
  private final Experiments experiments;
  private final Datasets datasets;
  private final Engines engines;

  RunReader(Experiments experiments, Datasets datasets, Engines engines) {
    this.experiments = experiments;
    this.datasets = datasets;
    this.engines = engines;
  }

  /** The experiments as they stand now, in the study's order. */
  @Transactional(readOnly = true)
  public List<Run> runs(Study study) {
    return study.experiments().stream().map(this::run).toList();
  }

  /** What their results rest on. */
  @Transactional(readOnly = true)
  public Origins origins(List<Run> runs) {
    return Origins.of(runs, experiments);
  }

  private Run run(Study.Member member) {
    long id = member.experimentId();
    ExperimentView view = experiments.experiment(id);
    ExperimentSpec spec = view.spec();
    // Of the first trial: the layers as they were stored, whatever has become of their preset.
    NetworkSpec layers = experiments.trial(id, 1).spec().network();
    DatasetFacts facts = datasets.facts(spec.dataset());
    return new Run(
        member.key(),
        id,
        view.status(),
        view.reason(),
        spec,
        NetworkSummary.of(facts.name(), Datasets.fit(layers, facts), engines),
        facts.train().count(),
        experiments.curves(id));
  }
}
