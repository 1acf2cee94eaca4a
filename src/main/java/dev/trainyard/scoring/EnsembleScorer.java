package dev.trainyard.scoring;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.Predictions;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.CompletedTrial;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.outcome.Binomial;
import dev.trainyard.outcome.Spread;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.statistics.Holm;
import dev.trainyard.statistics.McNemar;
import dev.trainyard.statistics.PairedImages;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** Predicts with all trials of an experiment and averages what they say. */
@Component
class EnsembleScorer {

  /** A trial and the probabilities that it gives, [count][classes]. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Voice(CompletedTrial trial, int epoch, float[][] probabilities) {}

  private final TrainedModels models;
  private final Datasets datasets;
  private final Engines engines;

  EnsembleScorer(TrainedModels models, Datasets datasets, Engines engines) {
    this.models = models;
    this.datasets = datasets;
    this.engines = engines;
  }

  /**
   * Scores the completed trials on the test split, with no transaction open.
   *
   * @throws UnknownExperiment if there is none with this id
   * @throws Refusal CONFLICT if none of its trials is completed
   */
  Ensemble score(long id) throws InterruptedException {
    List<CompletedTrial> completed = models.completed(id);
    LabelledImages images = datasets.get(completed.getFirst().dataset()).test();
    List<Voice> voices = new ArrayList<>();
    for (CompletedTrial trial : completed) {
      TrainedModel model = models.find(id, trial.number(), null);
      voices.add(
          new Voice(
              trial,
              model.state().epoch(),
              engines.reference().probabilities(model, images, () -> 1)));
    }
    return ensemble(id, voices, images);
  }

  private Ensemble ensemble(long id, List<Voice> voices, LabelledImages images) {
    float[][] mean = mean(voices.stream().map(Voice::probabilities).toList());
    Evaluation whole = Evaluation.of(mean, images);
    BitSet right = Predictions.of(0, mean, images).right();
    List<BitSet> own =
        voices.stream()
            .map(voice -> Predictions.of(voice.epoch(), voice.probabilities(), images).right())
            .toList();
    List<Double> adjusted =
        Holm.adjusted(own.stream().map(one -> McNemar.of(right, one).p()).toList());
    List<Ensemble.Member> members = new ArrayList<>();
    for (int i = 0; i < voices.size(); i++) {
      PairedImages gain = PairedImages.of(images.count(), List.of(right), List.of(own.get(i)));
      members.add(member(voices.get(i), gain, adjusted.get(i), images));
    }
    return new Ensemble(
        id,
        images.count(),
        voices.getFirst().trial().validation(),
        whole.loss(),
        whole.accuracy(),
        Binomial.standardError(whole.accuracy(), images.count()),
        Spread.of(members.stream().map(Ensemble.Member::accuracy).toList()),
        members);
  }

  private Ensemble.Member member(
      Voice voice, PairedImages gain, double adjusted, LabelledImages images) {
    Evaluation own = Evaluation.of(voice.probabilities(), images);
    return new Ensemble.Member(
        voice.trial().number(),
        voice.trial().replicate(),
        voice.trial().seed(),
        voice.trial().parameters(),
        voice.epoch(),
        own.loss(),
        own.accuracy(),
        Binomial.standardError(own.accuracy(), images.count()),
        gain.difference(),
        gain.ofTheseNetworks().standardError(),
        gain.better(),
        gain.worse(),
        adjusted);
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
