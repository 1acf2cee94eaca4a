package dev.trainyard.experiment;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.problem.Problem;
import dev.trainyard.training.Evaluation;
import dev.trainyard.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Predicts with all trials of an experiment and averages what they say. */
@Component
class EnsembleScorer {

  /** A trial and the probabilities that it gives, [count][classes]. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Voice(Trial trial, int epoch, float[][] probabilities) {}

  private final ExperimentRows experiments;
  private final TrainedModels models;
  private final Datasets datasets;
  private final Summaries summaries;

  EnsembleScorer(
      ExperimentRows experiments, TrainedModels models, Datasets datasets, Summaries summaries) {
    this.experiments = experiments;
    this.models = models;
    this.datasets = datasets;
    this.summaries = summaries;
  }

  /**
   * Scores the completed trials on the test split, with no transaction open.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Problem 409 if none of its trials is completed
   */
  Ensemble score(long id) throws InterruptedException {
    Experiment experiment = experiments.findById(id).orElseThrow(() -> new UnknownExperiment(id));
    List<Trial> completed = models.completed(experiment);
    String dataset = summaries.spec(experiment, completed.getFirst()).dataset();
    LabelledImages images = datasets.get(dataset).test();
    List<Voice> voices = new ArrayList<>();
    for (Trial trial : completed) {
      TrainedModel model = models.find(id, trial.number(), null);
      voices.add(new Voice(trial, model.state().epoch(), model.probabilities(images)));
    }
    return ensemble(experiment, voices, images);
  }

  private Ensemble ensemble(Experiment experiment, List<Voice> voices, LabelledImages images) {
    float[][] mean = mean(voices.stream().map(Voice::probabilities).toList());
    Evaluation whole = Evaluation.of(mean, images);
    List<Ensemble.Member> members =
        voices.stream().map(voice -> member(voice, mean, whole, images)).toList();
    return new Ensemble(
        experiment.id(),
        images.count(),
        summaries.validation(experiment, voices.getFirst().trial()),
        whole.loss(),
        whole.accuracy(),
        Evaluation.standardError(whole.accuracy(), images.count()),
        Spread.of(members.stream().map(Ensemble.Member::accuracy).toList()),
        members);
  }

  private Ensemble.Member member(
      Voice voice, float[][] mean, Evaluation whole, LabelledImages images) {
    Evaluation own = Evaluation.of(voice.probabilities(), images);
    return new Ensemble.Member(
        voice.trial().number(),
        voice.trial().replicate(),
        voice.trial().seed(),
        summaries.parameters(voice.trial()),
        voice.epoch(),
        own.loss(),
        own.accuracy(),
        Evaluation.standardError(own.accuracy(), images.count()),
        whole.accuracy() - own.accuracy(),
        Evaluation.standardErrorOfGain(mean, voice.probabilities(), images));
  }

  /** Added up in the order of the trials, so the same experiment always gives the same answer. */
  private static float[][] mean(List<float[][]> all) {
    float[][] mean = new float[all.getFirst().length][];
    for (int i = 0; i < mean.length; i++) {
      double[] sums = new double[all.getFirst()[i].length];
      for (float[][] one : all) {
        for (int k = 0; k < sums.length; k++) {
          sums[k] += one[i][k];
        }
      }
      mean[i] = new float[sums.length];
      for (int k = 0; k < sums.length; k++) {
        mean[i][k] = (float) (sums[k] / all.size());
      }
    }
    return mean;
  }
}
