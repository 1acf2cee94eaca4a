package dev.trainyard.gpu;

import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.EpochMetrics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that trains the preset with most to remember from its last checkpoint on, and is killed
 * meanwhile.
 *
 * <p>Usage: folder-of-checkpoints to-the-end|to-the-middle.
 */
final class Trainee {
  static final String IN_THE_MIDDLE = "in the middle of epoch 3";
  private static final int EPOCHS = 4;

  private Trainee() {}

  static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    boolean halts = arguments[1].equals("to-the-middle");
    TrainingPlan plan =
        Recipe.plan("cnn-accurate", Recipe.few(), 2, training -> training.withEpochs(EPOCHS));
    Optional<Path> latest = latest(folder);
    Checkpoint from = latest.isPresent() ? read(latest.get()) : plan.beginning();
    EngineUnderTest.get().train(plan, from, new Keeper(folder, halts));
    System.exit(0);
  }

  /** The checkpoint of the most epochs. */
  static Optional<Path> latest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).max(Path::compareTo);
    }
  }

  private record Keeper(Path folder, boolean halts) implements TrainingListener {
    @Override
    public void epochCompleted(EpochMetrics metrics, Checkpoint checkpoint) {
      try {
        write(checkpoint, folder.resolve("epoch-" + checkpoint.epoch() + ".checkpoint"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void progress(int epoch, int batchesDone, int batchesTotal) {
      if (halts && epoch == 3 && batchesDone == batchesTotal / 2) {
        System.out.println(IN_THE_MIDDLE);
        try {
          // Nobody writes: it waits for its end.
          System.in.read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Under its name once it is whole. */
  private static void write(Checkpoint checkpoint, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      out.writeInt(checkpoint.epoch());
      write(checkpoint.parameters(), out);
      write(checkpoint.updaterState(), out);
      write(checkpoint.unaveraged(), out);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static Checkpoint read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return new Checkpoint(in.readInt(), floats(in), floats(in), floats(in));
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
