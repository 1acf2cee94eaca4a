package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The beginning of MNIST's own files, with something wrong: read, or refused with the place. */
@Execution(ExecutionMode.CONCURRENT)
@NullMarked
@Timeout(60)
class MutatedIdxTest {
  private static final int COUNT = 20;
  private static final int IMAGES = 16 + COUNT * 28 * 28;
  private static final int LABELS = 8 + COUNT;
  private static final int MUTANTS = 3000;

  /** Of a read: the files, buffers, a message, and what the first of them loads. */
  private static final long MOST_ALLOCATED = 8 << 20;

  private static final int[] NUMBERS = {
    0,
    1,
    -1,
    COUNT - 1,
    COUNT + 1,
    27,
    29,
    0x803,
    0x801,
    0x802,
    0x804,
    0x903,
    0xD03,
    1 << 16,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };

  @TempDir Path directory;

  @Test
  void areReadOrRefusedWithinTheirOwnSize() throws IOException {
    byte[] images = beginning(BuiltInDatasets.MNIST.test().images(), IMAGES);
    byte[] labels = beginning(BuiltInDatasets.MNIST.test().labels(), LABELS);
    int read = 0;
    for (long seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      random.nextLong();
      boolean both = random.nextInt(4) == 0;
      boolean first = both || random.nextBoolean();
      byte[] one = first ? mutated(images, random) : images;
      byte[] other = both || !first ? mutated(labels, random) : labels;
      boolean swapped = random.nextInt(50) == 0;
      read += isRead(seed, swapped ? other : one, swapped ? one : other) ? 1 : 0;
    }
    assertThat(read)
        .as("some are whole: a pixel is as good as another")
        .isBetween(100, MUTANTS / 2);
  }

  private boolean isRead(long seed, byte[] images, byte[] labels) throws IOException {
    Path imageFile = Files.write(directory.resolve("images"), images);
    Path labelFile = Files.write(directory.resolve("labels"), labels);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      LabelledImages read = IdxReader.read(imageFile, labelFile, 1, 10);
      assertThat(read.pixels()).as("seed %d", seed).hasSize(read.count() * read.imageSize());
      for (int i = 0; i < read.count(); i++) {
        assertThat(read.label(i)).as("seed %d", seed).isBetween(0, 9);
      }
      return true;
    } catch (InvalidIdxFile e) {
      assertThat(e).as("seed %d", seed).hasMessageContaining(", byte ");
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    } finally {
      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated with seed %d", seed)
          .isLessThan(MOST_ALLOCATED);
    }
  }

  private static byte[] mutated(byte[] file, SplittableRandom random) {
    byte[] mutant = file.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> ByteBuffer.wrap(mutant).putInt(4 * random.nextInt(2), number(random));
        case 2 -> ByteBuffer.wrap(mutant).putInt(4 * random.nextInt(4), number(random));
        case 3 -> mutant = Arrays.copyOf(mutant, Math.max(16, random.nextInt(mutant.length)));
        default -> mutant = Arrays.copyOf(mutant, mutant.length + random.nextInt(1, 900));
      }
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(mutant, random.nextInt(16)) : mutant;
  }

  private static int number(SplittableRandom random) {
    return random.nextInt(3) == 0 ? random.nextInt() : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  /** The first examples of a file, and a header that promises no more. */
  private static byte[] beginning(DataFile file, int length) throws IOException {
    try (InputStream in =
        Files.newInputStream(TestMnist.directory().resolve("mnist").resolve(file.name()))) {
      byte[] bytes = in.readNBytes(length);
      ByteBuffer.wrap(bytes).putInt(4, COUNT);
      return bytes;
    }
  }
}
