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

  /** A trial, how good it is by itself, and the images that it gets right. */
  private record Voice(CompletedTrial trial, int epoch, Evaluation own, BitSet right) {}

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
    double[][] sums = new double[images.count()][images.classes()];
    List<Voice> voices = new ArrayList<>();
    for (CompletedTrial trial : completed) {
      voices.add(ask(id, trial, images, sums));
    }
    return ensemble(id, voices, mean(sums, voices.size()), images);
  }

  /**
   * Asks a trial and adds what it says to the sums. They are added up in the order of the trials,
   * so the same experiment always gives the same answer.
   */
  private Voice ask(long id, CompletedTrial trial, LabelledImages images, double[][] sums) {
    TrainedModel model = models.find(id, trial.number(), null);
    int epoch = model.state().epoch();
    float[][] probabilities = engines.reference().probabilities(model, images, () -> 1);
    for (int i = 0; i < sums.length; i++) {
      for (int k = 0; k < sums[i].length; k++) {
        sums[i][k] += probabilities[i][k];
      }
    }
    return new Voice(
        trial,
        epoch,
        Evaluation.of(probabilities, images),
        Predictions.of(epoch, probabilities, images).right());
  }

  private static float[][] mean(double[][] sums, int trials) {
    float[][] mean = new float[sums.length][];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = new float[sums[i].length];
      for (int k = 0; k < mean[i].length; k++) {
        mean[i][k] = (float) (sums[i][k] / trials);
      }
    }
    return mean;
  }

  private Ensemble ensemble(long id, List<Voice> voices, float[][] mean, LabelledImages images) {
    Evaluation whole = Evaluation.of(mean, images);
    BitSet right = Predictions.of(0, mean, images).right();
    List<BitSet> own = voices.stream().map(Voice::right).toList();
    List<Double> adjusted =
        Holm.adjusted(own.stream().map(one -> McNemar.of(right, one).p()).toList());
    List<Ensemble.Member> members = new ArrayList<>();
    for (int i = 0; i < voices.size(); i++) {
      PairedImages gain = PairedImages.of(images.count(), List.of(right), List.of(own.get(i)));
      members.add(member(voices.get(i), gain, adjusted.get(i), images.count()));
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

  private Ensemble.Member member(Voice voice, PairedImages gain, double adjusted, int images) {
    Evaluation own = voice.own();
    return new Ensemble.Member(
        voice.trial().number(),
        voice.trial().replicate(),
        voice.trial().seed(),
        voice.trial().parameters(),
        voice.epoch(),
        own.loss(),
        own.accuracy(),
        Binomial.standardError(own.accuracy(), images),
        gain.difference(),
        gain.ofTheseNetworks().standardError(),
        gain.better(),
        gain.worse(),
        adjusted);
  }
}
