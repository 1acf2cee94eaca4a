package dev.trainyard.isolation;

import dev.trainyard.engine.Checkpoint;
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
   * @param explained whether the reason is one that a user understands; else it is the name of an
   *     error, whose trace was written to the standard error
   */
  record Failed(boolean explained, String reason) implements Report {}

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
      case Failed(boolean explained, String reason) -> {
        out.writeByte('F');
        out.writeBoolean(explained);
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
      case 'F' -> new Failed(in.readBoolean(), Pipe.readText(in));
      default -> throw new Garbled("a report of the unknown kind %d".formatted(kind));
    };
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
