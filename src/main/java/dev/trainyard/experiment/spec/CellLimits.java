package dev.trainyard.experiment.spec;

import dev.trainyard.engine.TrialMemory;
import dev.trainyard.network.Network;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import dev.trainyard.settings.Limits;
import dev.trainyard.training.TrainingSpec;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What this service takes on of one trial. */
@Component
public class CellLimits {
  private final long layers;
  private final long parameters;
  private final long epochs;
  private final long batchSize;
  private final long trials;
  private final long memory;

  @Autowired
  CellLimits(Limits limits) {
    this.layers = limits.layers();
    this.parameters = limits.parameters();
    this.epochs = limits.epochs();
    this.batchSize = limits.batchSize();
    this.trials = limits.trials();
    this.memory = limits.trialBytes();
  }

  private CellLimits(long most) {
    this.layers = most;
    this.parameters = most;
    this.epochs = most;
    this.batchSize = most;
    this.trials = most;
    this.memory = most;
  }

  /** No limits but those of the language itself. */
  static CellLimits none() {
    return new CellLimits(Long.MAX_VALUE);
  }

  /** The first limit that a trial would exceed; the field is that of the request. */
  Optional<WrongField> exceeded(Network network, TrainingSpec training, int images) {
    return Stream.of(
            most(
                "network.layers",
                "are %,d; at most %,d are accepted",
                network.layers().size(),
                layers,
                "layers"),
            most(
                "network.layers",
                "have %,d parameters; at most %,d are accepted",
                network.parameters() + network.statistics(),
                parameters,
                "parameters"),
            epochs("training.epochs", training.epochs()),
            most(
                "training.batchSize",
                "is %,d; at most %,d is accepted",
                training.batchSize(),
                batchSize,
                "batch-size"),
            memory(TrialMemory.of(network, training, images)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Lets an experiment have so many epochs.
   *
   * @param field that asks for them
   * @throws Refusal INVALID if they are more than this service accepts
   */
  public void requireEpochs(String field, int asked) {
    epochs(field, asked)
        .ifPresent(
            wrong -> {
              throw Refusal.invalid(wrong.field(), wrong.message());
            });
  }

  /**
   * Lets one experiment have so many trials.
   *
   * @param field that asks for them
   * @throws Refusal INVALID if they are more than this service accepts
   */
  void requireTrials(String field, long asked) {
    if (asked > trials) {
      throw Refusal.invalid(
          field,
          "asks for %,d trials; an experiment may have at most %,d%s"
              .formatted(asked, trials, Limits.origin("trials")));
    }
  }

  private Optional<WrongField> epochs(String field, int asked) {
    return most(field, "is %,d; at most %,d is accepted", asked, epochs, "epochs");
  }

  private static Optional<WrongField> most(
      String field, String message, long asked, long most, String setting) {
    return asked <= most
        ? Optional.empty()
        : Optional.of(
            new WrongField(field, message.formatted(asked, most) + Limits.origin(setting)));
  }

  /** Blames what needs the most. */
  private Optional<WrongField> memory(TrialMemory needed) {
    if (needed.bytes() <= memory) {
      return Optional.empty();
    }
    boolean batch = needed.activations() > needed.parameters();
    return Optional.of(
        new WrongField(
            batch ? "training.batchSize" : "network.layers",
            "would need at least %,d MB of memory, %,d MB for the parameters with their gradients and the optimizer's state, and %,d MB for a mini-batch between the layers; a trial may need %,d MB%s: try a smaller %s"
                .formatted(
                    megabytes(needed.bytes()),
                    megabytes(needed.parameters()),
                    megabytes(needed.activations()),
                    megabytes(memory),
                    Limits.origin("trial-memory"),
                    batch ? "batchSize, or a smaller network" : "network")));
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
