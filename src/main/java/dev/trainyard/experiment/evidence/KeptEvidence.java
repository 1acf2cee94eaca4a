package dev.trainyard.experiment.evidence;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Evaluation;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.Predictions;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.Evidence;
import dev.trainyard.experiment.Judgement;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.ModelFacts;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.refusal.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Reads what is kept, and keeps what it had to ask a completed network for. */
@Component
class KeptEvidence implements Evidence {
  private final TrainedModels models;
  private final PredictionRows rows;
  private final Forward forward;

  KeptEvidence(TrainedModels models, PredictionRows rows, Forward forward) {
    this.models = models;
    this.rows = rows;
    this.forward = forward;
  }

  @Override
  public Predictions predictions(
      long experimentId, int trial, ScoredImages images, @Nullable ModelEpoch epoch)
      throws InterruptedException {
    ModelFacts facts = models.facts(experimentId, trial, epoch);
    Optional<Predictions> kept = kept(facts, images);
    return kept.isPresent()
        ? kept.get()
        : made(
            facts,
            forward.images(facts.spec(), images),
            images,
            models.find(experimentId, trial, epoch));
  }

  @Override
  public Judgement judgement(
      long experimentId, int trial, ScoredImages images, @Nullable ModelEpoch epoch)
      throws InterruptedException {
    ModelFacts facts = models.facts(experimentId, trial, epoch);
    LabelledImages shown = forward.images(facts.spec(), images);
    Predictions said =
        kept(facts, images)
            .orElseGet(() -> made(facts, shown, images, models.find(experimentId, trial, epoch)));
    return new Judgement(facts.spec(), shown, said);
  }

  private Optional<Predictions> kept(ModelFacts facts, ScoredImages images) {
    return facts.completed() ? rows.find(facts.trialId(), images, facts.epoch()) : Optional.empty();
  }

  private Predictions made(
      ModelFacts facts, LabelledImages shown, ScoredImages images, TrainedModel model) {
    float[][] probabilities = probabilities(model, shown);
    if (!Evaluation.areNumbers(probabilities)) {
      throw Refusal.conflict(
          "what the network makes of some images is beyond the range of numbers: its training has diverged");
    }
    Predictions made = Predictions.of(model.state().epoch(), probabilities, shown);
    if (facts.completed() && made.epoch() == facts.epoch()) {
      keep(facts.trialId(), images, made);
    }
    return made;
  }

  private float[][] probabilities(TrainedModel model, LabelledImages shown) {
    try {
      return forward.probabilities(model, shown, () -> 1);
    } catch (MemoryUsedUp e) {
      throw Refusal.unavailable("the network cannot be shown its images now: " + e.getMessage());
    }
  }

  private void keep(long trialId, ScoredImages images, Predictions made) {
    try {
      rows.keep(trialId, images, made);
    } catch (DataIntegrityViolationException e) {
      // Another request was quicker, or the trial has just been deleted.
    }
  }

  @Override
  public LabelledImages images(long experimentId, int trial, ScoredImages images)
      throws InterruptedException {
    return forward.images(models.facts(experimentId, trial, null).spec(), images);
  }
}
