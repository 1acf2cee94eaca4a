package dev.trainyard.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.trainyard.dataset.BuiltInDatasets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class PictureReaderTest {
  /** Of all that is allocated on the way, not only of what is there at once. */
  private static final long MOST_BYTES = 300L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final PictureReader READER = new PictureReader(4, 16_777_216, " (the limit)");
  private static final Likeness LIKENESS = new Likeness(BuiltInDatasets.MNIST);

  static Stream<Arguments> readable() throws IOException {
    return ImageFiles.readable().entrySet().stream().map(PictureReaderTest::arguments);
  }

  static Stream<Arguments> hostile() throws IOException {
    return ImageFiles.hostile().entrySet().stream().map(PictureReaderTest::arguments);
  }

  private static Arguments arguments(Map.Entry<String, byte[]> file) {
    return Arguments.of(file.getKey(), file.getValue());
  }

  /** A bar of 5 x 28 in 40 x 40 becomes one of 4 x 20 in the middle of 28 x 28. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void findsTheSameDrawingInEveryKindOfFile(String kind, byte[] file) throws UnusableImage {
    Bitmap picture = READER.read(file);
    assertThat(picture.width()).isEqualTo(ImageFiles.SIDE);

    byte[] digit = LIKENESS.of(picture);

    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        boolean isInk = x >= 12 && x < 16 && y >= 4 && y < 24;
        assertThat(digit[y * 28 + x] & 0xff)
            .as("%s: column %d, row %d", kind, x, y)
            .isBetween(isInk ? 200 : 0, isInk ? 255 : 60);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesWhatMeansNoGoodInBoundedMemory(String kind, byte[] file) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> LIKENESS.of(READER.read(file)))
        .as(kind)
        .isInstanceOf(UnusableImage.class)
        .message()
        .matches("(is|has|claims|takes) .*");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes that %s costs", kind)
        .isLessThan(MOST_BYTES);
  }
}
