package dev.trainyard.prediction;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.CompletedTrial;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.UnknownExperiment;
import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.prediction.ImagePredictions.Member;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.statistics.Temperature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows images to trained networks. */
@Component
class ImagePredictor {
  private final TrainedModels models;
  private final Evidence evidence;
  private final Datasets datasets;
  private final Engines engines;
  private final ReadyNetworks networks;
  private final Room room;
  private final Cores cores;

  /** A network that is asked. */
  private record Voice(long experimentId, int trial, ReadyNetworks.Key key, String dataset) {}

  ImagePredictor(
      TrainedModels models,
      Evidence evidence,
      Datasets datasets,
      Engines engines,
      ReadyNetworks networks,
      Room room,
      Cores cores) {
    this.models = models;
    this.evidence = evidence;
    this.datasets = datasets;
    this.engines = engines;
    this.networks = networks;
    this.room = room;
    this.cores = cores;
  }

  /**
   * Asks the networks of an experiment's completed trials, or that of one trial.
   *
   * @param trial its number; null for all completed ones
   * @throws UnknownExperiment if there is none with this id
   * @throws UnknownTrial if it has no such trial
   * @throws Refusal CONFLICT if nothing is trained yet; INVALID, TOO_LARGE or TOO_SLOW if the
   *     images cannot be used; BUSY if there is no room for them now
   */
  ImagePredictions predict(
      long experimentId, @Nullable Integer trial, ImageBody body, PredictionOptions options)
      throws InterruptedException {
    List<Voice> voices =
        trial == null
            ? completed(experimentId, options)
            : List.of(voice(experimentId, trial, options));
    DatasetFacts facts = datasets.facts(voices.getFirst().dataset());
    try (Room.Share _ = room.forBody(body.bytes(facts))) {
      SentImages sent = body.read(facts);
      // A training beside gives up some of its threads meanwhile, as it does for another training.
      try (Cores.Share _ = cores.take()) {
        return predict(experimentId, voices, facts, sent, options);
      }
    }
  }

  private ImagePredictions predict(
      long experimentId,
      List<Voice> voices,
      DatasetFacts facts,
      SentImages sent,
      PredictionOptions options)
      throws InterruptedException {
    LabelledImages images = images(sent, facts);
    ImageAnswers answers = new ImageAnswers(facts, images, options.input());
    List<Member> members = new ArrayList<>();
    for (Voice voice : voices) {
      members.add(ask(voice, images, facts.composition(), options, answers));
    }
    return new ImagePredictions(
        experimentId, facts.name(), members, options.shifts(), answers.all(sent));
  }

  private List<Voice> completed(long experimentId, PredictionOptions options) {
    List<Voice> voices = new ArrayList<>();
    for (CompletedTrial trial : models.completed(experimentId)) {
      voices.add(
          options.epoch() == null
              ? new Voice(
                  experimentId,
                  trial.number(),
                  new ReadyNetworks.Key(trial.id(), trial.epoch()),
                  trial.dataset())
              : voice(experimentId, trial.number(), options));
    }
    return voices;
  }

  private Voice voice(long experimentId, int trial, PredictionOptions options) {
    ModelFacts facts = facts(experimentId, trial, options);
    return new Voice(
        experimentId,
        trial,
        new ReadyNetworks.Key(facts.trialId(), facts.epoch()),
        facts.spec().dataset());
  }

  /** What is there to be asked, and only has nothing to say yet, is not unknown. */
  private ModelFacts facts(long experimentId, int trial, PredictionOptions options) {
    try {
      return models.facts(experimentId, trial, options.epoch());
    } catch (UnknownExperiment | UnknownTrial e) {
      throw e;
    } catch (Refusal e) {
      throw e.kind() == Refusal.Kind.UNKNOWN ? Refusal.conflict(String.valueOf(e.getMessage())) : e;
    }
  }

  private LabelledImages images(SentImages sent, DatasetFacts facts) throws InterruptedException {
    List<byte[]> images;
    try (Room.Share _ = room.forDecoding()) {
      images = sent.asIn(facts);
    }
    int size = facts.height() * facts.width() * facts.channels();
    byte[] pixels = new byte[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, pixels, i * size, size);
    }
    return new LabelledImages(
        facts.height(),
        facts.width(),
        facts.channels(),
        facts.classes().size(),
        pixels,
        new short[images.size()]);
  }

  private Member ask(
      Voice voice,
      LabelledImages images,
      Composition composition,
      PredictionOptions options,
      ImageAnswers answers)
      throws InterruptedException {
    ReadyNetwork network = networks.get(voice.key(), () -> ready(voice, options));
    Temperature temperature =
        options.calibrated() ? network.temperature(() -> validation(voice)) : null;
    float[][] mean = new float[images.count()][images.classes()];
    int side = 2 * options.shifts() + 1;
    for (int i = 0; i < side * side; i++) {
      LabelledImages moved =
          side == 1
              ? images
              : images.shifted(
                  i / side - options.shifts(), i % side - options.shifts(), composition);
      float[][] probabilities = network.probabilities(moved);
      if (!Evaluation.areNumbers(probabilities)) {
        throw Refusal.conflict(
            "the weights of trial %d are so large that what it makes of these images is beyond the range of numbers; its training has diverged, and a smaller learning rate may keep it from that"
                .formatted(voice.trial()));
      }
      add(probabilities, temperature, 1f / (side * side), mean);
    }
    answers.add(mean);
    return new Member(
        voice.trial(), network.epoch(), temperature == null ? null : temperature.value());
  }

  private static void add(
      float[][] some, @Nullable Temperature temperature, float share, float[][] sums) {
    for (int i = 0; i < some.length; i++) {
      float[] row = temperature == null ? some[i] : temperature.scaled(some[i]);
      for (int k = 0; k < row.length; k++) {
        sums[i][k] += share * row[k];
      }
    }
  }

  private ReadyNetwork ready(Voice voice, PredictionOptions options) {
    TrainedModel model = models.find(voice.experimentId(), voice.trial(), options.epoch());
    return new ReadyNetwork(engines.predictor(model), model.state().epoch());
  }

  /** The images by which its epochs were chosen, if at all: no network learned from them. */
  private LabelledImages validation(Voice voice) throws InterruptedException {
    ModelFacts facts = models.facts(voice.experimentId(), voice.trial(), null);
    ScoredImages images =
        switch (facts.spec().training().validation().source()) {
          case TEST -> ScoredImages.TEST;
          case HOLDOUT -> ScoredImages.HELD_OUT;
        };
    return evidence.images(voice.experimentId(), voice.trial(), images);
  }
}
