package dev.trainyard.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.catalog.DatasetSettings;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.intake.IntakeOptions;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@NullUnmarked
class UploadsTest {
  @TempDir Path directory;
  private AnnotationConfigApplicationContext context;
  private Uploads uploads;

  /** Nothing comes of it. */
  private static final class Silence extends InputStream {
    private int reads;

    @Override
    public int read() throws IOException {
      reads++;
      throw new SocketTimeoutException();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }
  }

  @BeforeEach
  void open() {
    context =
        new AnnotationConfigApplicationContext(
            StoredDatasetsTest.Parts.class, StoredDatasets.class);
    StoredDatasets stored = context.getBean(StoredDatasets.class);
    uploads =
        new Uploads(
            new DatasetSettings(directory, null),
            new Datasets(new DatasetStore(directory.resolve("datasets"), List.of()), stored),
            stored,
            context.getBean(Limits.class),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void waitsNoLongerForWhoIsTooSlow() {
    Silence silence = new Silence();

    assertThatThrownBy(() -> uploads.take(silence, options("own"), false))
        .isInstanceOf(Refusal.class)
        .extracting(refusal -> ((Refusal) refusal).kind())
        .isEqualTo(Refusal.Kind.TOO_SLOW);

    assertThat(silence.reads).isOne();
    assertThat(directory.resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void readsToItsEndWhatIsRefused() {
    InputStream body = new ByteArrayInputStream("a,1\nb,2\n".getBytes(UTF_8));

    assertThatThrownBy(() -> uploads.take(body, options("mnist"), false))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("mnist is a dataset of the service itself");

    assertThat(body).isEmpty();
  }

  private static IntakeOptions options(String name) {
    return new IntakeOptions(name, name, null, null, null, List.of(), null, 1, 0.5);
  }
}
