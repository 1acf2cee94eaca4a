package dev.trainyard.export;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.outcome.TestScore;
import dev.trainyard.outcome.ValidationImages;
import dev.trainyard.training.EpochMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a network comes from: what goes with it wherever it goes.
 *
 * @param title of the experiment, for people; the user has chosen a part of it
 * @param trial as it is now, perhaps after more epochs
 * @param epoch after which the network is taken
 * @param version of this service
 */
record ModelOrigin(String title, TrialView trial, DatasetFacts dataset, int epoch, String version) {

  /** What a model says of itself and a trial of its training. */
  static ModelOrigin of(
      TrainedModel model, String title, TrialView trial, DatasetFacts dataset, String version) {
    return new ModelOrigin(title, trial, dataset, model.state().epoch(), version);
  }

  /** The validation figures after the epoch; empty where a later one has come meanwhile. */
  Optional<EpochMetrics> metrics() {
    return Optional.ofNullable(trial.summary().last())
        .filter(this::isOfEpoch)
        .or(() -> Optional.ofNullable(trial.summary().best()).filter(this::isOfEpoch));
  }

  private boolean isOfEpoch(EpochMetrics metrics) {
    return metrics.epoch() == epoch;
  }

  /** A sentence on what the network is and how good. */
  String sentence() {
    return "The network of trial %d of experiment %d after epoch %d, trained on %s%s"
        .formatted(
            trial.summary().trial(),
            trial.experimentId(),
            epoch,
            dataset.title(),
            metrics().map(metrics -> "; " + accuracy(metrics)).orElse(""));
  }

  private String accuracy(EpochMetrics metrics) {
    ValidationImages validation = trial.summary().validation();
    return "accuracy %s on %s"
        .formatted(
            metrics.validationAccuracy(),
            switch (validation.source()) {
              case TEST -> "the %d test images".formatted(validation.images());
              case HOLDOUT -> "%d images held out".formatted(validation.images());
            });
  }

  /** All that is known, by names in camel case; every value is text. */
  Map<String, String> metadata() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("title", title);
    facts.put("experiment", Long.toString(trial.experimentId()));
    facts.put("trial", Integer.toString(trial.summary().trial()));
    facts.put("epoch", Integer.toString(epoch));
    facts.put("seed", Long.toString(trial.summary().seed()));
    facts.put("dataset", dataset.name());
    facts.put("labels", JsonMapper.shared().writeValueAsString(dataset.classes()));
    metrics()
        .ifPresent(
            metrics -> {
              facts.put("accuracy", Double.toString(metrics.validationAccuracy()));
              facts.put("loss", Double.toString(metrics.validationLoss()));
            });
    TestScore test = trial.summary().test();
    if (test != null && test.epoch() == epoch) {
      facts.put("testAccuracy", Double.toString(test.accuracy()));
    }
    Provenance provenance = trial.provenance();
    if (provenance != null) {
      facts.put("engine", provenance.engine());
      facts.put("library", provenance.library());
    }
    facts.put("trainyard", version);
    return facts;
  }

  /** The name of a file without its suffix, of letters, digits and hyphens. */
  String fileName() {
    return "experiment-%d-trial-%d".formatted(trial.experimentId(), trial.summary().trial());
  }

  /** The same as a name for a Java class. */
  String className() {
    return "Experiment%dTrial%d".formatted(trial.experimentId(), trial.summary().trial());
  }
}
