package dev.trainyard.isolation;

import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.MemoryUsedUp;
import dev.trainyard.engine.TrainingFailed;
import dev.trainyard.training.EpochMetrics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a process says of its training. The last report is {@link Ended} or {@link Failed}. */
sealed interface Report {

  /** An epoch is finished; the process waits for {@link Command#GO_ON} or {@link Command#STOP}. */
  record EpochEnded(EpochMetrics metrics, Checkpoint checkpoint) implements Report {}

  /**
   * The training has ended.
   *
   * @param complete false if it was told to stop
   */
  record Ended(boolean complete) implements Report {}

  /**
   * The training cannot go on.
   *
   * @param reason what a user reads; of what was {@link Cause#UNEXPECTED} the name of the error,
   *     whose trace was written to the standard error
   */
  record Failed(Cause cause, String reason) implements Report {

    /** What a training in the process of the service would have thrown. */
    RuntimeException exception() {
      return switch (cause) {
        case TRAINING -> new TrainingFailed(reason);
        case CARD_MEMORY -> MemoryUsedUp.onCard(reason);
        case NO_DATASET -> DatasetUnavailable.elsewhere(reason);
        case NO_ENGINE -> new EngineUnavailable(reason);
        case UNEXPECTED ->
            new TrainingFailed(
                "an unexpected %s stopped the training in its own process; the log of the service has the details"
                    .formatted(reason));
      };
    }
  }

  /** Why a training cannot go on: what becomes of the trial depends on it. */
  enum Cause {
    /** It would come to the same end again. */
    TRAINING,
    /** The card has too little memory left, of which other processes may have taken the rest. */
    CARD_MEMORY,
    /** The dataset cannot be had now. */
    NO_DATASET,
    /** The machine has not, or no longer, what the engine needs. */
    NO_ENGINE,
    /** An error that nobody has foreseen. */
    UNEXPECTED
  }

  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case EpochEnded(EpochMetrics metrics, Checkpoint checkpoint) -> {
        out.writeByte('E');
        out.writeInt(metrics.epoch());
        out.writeDouble(metrics.trainLoss());
        out.writeDouble(metrics.trainAccuracy());
        out.writeDouble(metrics.validationLoss());
        out.writeDouble(metrics.validationAccuracy());
        out.writeDouble(metrics.learningRate());
        out.writeDouble(metrics.seconds());
        Pipe.write(out, checkpoint);
      }
      case Ended(boolean complete) -> {
        out.writeByte('D');
        out.writeBoolean(complete);
      }
      case Failed(Cause cause, String reason) -> {
        out.writeByte('F');
        Pipe.write(out, cause.name());
        Pipe.write(out, reason);
      }
    }
    out.flush();
  }

  static Report read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 'E' -> new EpochEnded(readMetrics(in), Pipe.readCheckpoint(in));
      case 'D' -> new Ended(in.readBoolean());
      case 'F' -> new Failed(readCause(in), Pipe.readText(in));
      default -> throw new Garbled("a report of the unknown kind %d".formatted(kind));
    };
  }

  private static Cause readCause(DataInputStream in) throws IOException {
    String cause = Pipe.readText(in);
    try {
      return Cause.valueOf(cause);
    } catch (IllegalArgumentException e) {
      throw new Garbled("a failure of the unknown cause %s".formatted(cause));
    }
  }

  private static EpochMetrics readMetrics(DataInputStream in) throws IOException {
    return new EpochMetrics(
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }
}
