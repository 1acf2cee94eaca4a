package dev.trainyard.isolation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.catalog.Preset;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.training.EpochMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract between a service and the process of a trial's own, byte by byte. */
@NullUnmarked
class PipeTest {
  private static final Report.EpochEnded EPOCH =
      new Report.EpochEnded(
          new EpochMetrics(3, 0.1, 1.0 / 3, Double.MIN_VALUE, 0.99, 1e-3, 12.5),
          new Checkpoint(3, floats(700_000), floats(11), floats(13)));

  /** What a process writes. */
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  static Stream<Preset> presets() {
    return Presets.all().stream();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void keepsEveryBitOfAnOrder(Preset preset) throws IOException {
    TrialSpec spec = new TrialSpec("mnist", preset.network(), preset.training().withSeed(-1));
    Checkpoint from = EPOCH.checkpoint();

    Order begun =
        Order.read(
            in(new Order(spec, BuiltInDatasets.MNIST, Path.of("a/b"), "fused", 3, from)::write));
    assertThat(begun.spec()).isEqualTo(spec);
    assertThat(begun.dataset()).isEqualTo(BuiltInDatasets.MNIST);
    assertThat(begun.datasets()).isEqualTo(Path.of("a/b"));
    assertThat(begun.cores()).isEqualTo(3);
    assertSame(begun.from(), from);

    assertThat(
            Order.read(
                    in(
                        new Order(spec, BuiltInDatasets.MNIST, Path.of("x"), "fused", 1, null)
                            ::write))
                .from())
        .isNull();
  }

  @Test
  void keepsEveryBitOfAReport() throws IOException {
    Report.EpochEnded read = (Report.EpochEnded) Report.read(in(EPOCH::write));
    assertThat(read.metrics()).isEqualTo(EPOCH.metrics());
    assertSame(read.checkpoint(), EPOCH.checkpoint());

    for (Report report :
        List.of(
            new Report.Ended(true),
            new Report.Ended(false),
            new Report.Failed(Report.Cause.TRAINING, "the loss became \u221e"),
            new Report.Failed(Report.Cause.UNEXPECTED, ""))) {
      assertThat(Report.read(in(report::write))).isEqualTo(report);
    }
  }

  @Test
  void passesOverWhatIsPrintedBeforeTheGreeting() throws IOException {
    DataInputStream in =
        in(
            out -> {
              out.write("Picked up JAVA_TOOL_OPTIONS\n\u0001train\u0001\u0001".getBytes(US_ASCII));
              Pipe.greet(out);
              new Report.Ended(true).write(out);
            });

    Pipe.awaitGreeting(in);
    assertThat(Report.read(in)).isEqualTo(new Report.Ended(true));
  }

  @Test
  void refusesToReadForEverWithoutAGreeting() {
    assertThatThrownBy(() -> Pipe.awaitGreeting(in(out -> out.write(new byte[2 << 20]))))
        .isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Pipe.awaitGreeting(in(out -> out.write(new byte[10]))))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void noticesAReportThatBreaksOffAtWhicheverByte() throws IOException {
    Report small =
        new Report.EpochEnded(EPOCH.metrics(), new Checkpoint(3, floats(5), floats(2), floats(1)));
    for (Report report :
        List.of(small, new Report.Ended(true), new Report.Failed(Report.Cause.NO_ENGINE, "why"))) {
      byte[] whole = bytes(report::write);
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> Report.read(in(out -> out.write(part))))
            .as("%d of %d bytes", part.length, whole.length)
            .isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void noticesACheckpointInWhichABitIsWrong() throws IOException {
    byte[] whole = bytes(EPOCH::write);
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      // Behind the metrics, the epoch and the length, before the checksum and the second array.
      int at = 100 + random.nextInt(2_700_000);
      byte[] wrong = whole.clone();
      wrong[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Report.read(in(out -> out.write(wrong))))
          .isInstanceOf(Garbled.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void takesNoMemoryForALengthThatIsOutOfPlace(int length) {
    byte[] array = ByteBuffer.allocate(1000).putInt(1).putInt(length).array();
    assertThatThrownBy(() -> Pipe.readCheckpoint(in(out -> out.write(array))))
        .isInstanceOf(IOException.class);
    byte[] text = ByteBuffer.allocate(1000).putInt(length).array();
    assertThatThrownBy(() -> Pipe.readText(in(out -> out.write(text))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void takesWhateverComesForAReportOrRefusesIt() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThatCode(
              () -> {
                try {
                  Report.read(in(out -> out.write(noise)));
                } catch (IOException refused) {
                  assertThat(refused).isInstanceOfAny(Garbled.class, EOFException.class);
                }
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void knowsEveryCommandAndNoOther() throws IOException {
    for (Command command : Command.values()) {
      assertThat(Command.read(in(command::write))).isEqualTo(command);
    }
    assertThatThrownBy(() -> Command.read(in(out -> out.writeByte(77))))
        .isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Command.read(in(out -> out.writeByte(-1))))
        .isInstanceOf(Garbled.class);
  }

  private static void assertSame(Checkpoint read, Checkpoint written) {
    assertThat(read.epoch()).isEqualTo(written.epoch());
    assertThat(read.parameters()).isEqualTo(written.parameters());
    assertThat(read.updaterState()).isEqualTo(written.updaterState());
    assertThat(read.unaveraged()).isEqualTo(written.unaveraged());
  }

  private static float[] floats(int count) {
    float[] floats = new float[count];
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt(0x7f800000));
    }
    return floats;
  }

  private static DataInputStream in(Writing writing) throws IOException {
    return new DataInputStream(new ByteArrayInputStream(bytes(writing)));
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
