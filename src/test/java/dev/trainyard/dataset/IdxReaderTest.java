package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir Path directory;
  private Path images;
  private Path labels;

  /** Two images of one row and three columns, with the labels 7 and 9. */
  @BeforeEach
  void writeTwoImages() throws IOException {
    images = write("images", new int[] {IMAGES, 2, 1, 3}, 1, 2, 3, 4, 5, 255);
    labels = write("labels", new int[] {LABELS, 2}, 7, 9);
  }

  @Test
  void readsImagesWithTheirLabels() throws IOException {
    LabelledImages read = IdxReader.read(images, labels, 1, 10);

    assertThat(read.count()).isEqualTo(2);
    assertThat(read.height()).isEqualTo(1);
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.pixels()).containsExactly(1, 2, 3, 4, 5, 255);
    assertThat(read.label(1)).isEqualTo(9);
  }

  @Test
  void readsColourAndMoreClassesThanAByteHolds() throws IOException {
    images = write("images", new int[] {0x804, 2, 1, 2, 3}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    labels = write("labels", new int[] {0xB01, 2}, 3, 231, 0, 255);

    LabelledImages read = IdxReader.read(images, labels, 3, 1_000);

    assertThat(read.channels()).isEqualTo(3);
    assertThat(read.width()).isEqualTo(2);
    assertThat(read.picture(1).getRGB(1, 0)).isEqualTo(0xff0a0b0c);
    assertThat(read.labels()).containsExactly((short) 999, (short) 255);
  }

  @Test
  void refusesAnotherNumberOfChannels() throws IOException {
    images = write("images", new int[] {0x804, 2, 1, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThatThrownBy(() -> IdxReader.read(images, labels, 3, 10))
        .isInstanceOf(InvalidIdxFile.class)
        .hasMessageContaining("byte 16")
        .hasMessageContaining("2 channels instead of 3");
  }

  @Test
  void refusesAWideLabelWithoutAClass() throws IOException {
    labels = write("labels", new int[] {0xB01, 2}, 0, 1, 3, 232);
    assertThatThrownBy(() -> IdxReader.read(images, labels, 1, 1_000))
        .isInstanceOf(InvalidIdxFile.class)
        .hasMessageContaining("byte 10")
        .hasMessageContaining("label 1000 of image 1 is not one of 0 to 999");
  }

  @Test
  void refusesAWrongMagicNumber() throws IOException {
    images = write("images", new int[] {LABELS, 2, 1, 3}, 1, 2, 3, 4, 5, 6);

    assertRefusal()
        .hasMessageContaining("images, byte 0")
        .hasMessageContaining("magic number is 0x00000801")
        .hasMessageContaining("begin with 0x00000803");
  }

  @Test
  void refusesImagesInThePlaceOfLabels() {
    labels = images;

    assertRefusal().hasMessageContaining("images, byte 0").hasMessageContaining("0x00000801");
  }

  @Test
  void refusesAFileThatEndsInItsHeader() throws IOException {
    images = write("images", new int[] {IMAGES, 2});

    assertRefusal().hasMessageContaining("images, byte 8").hasMessageContaining("header of 16");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    images = write("images", new int[] {IMAGES, 2, 1, 3}, 1, 2, 3, 4);

    assertRefusal()
        .hasMessageContaining("images, byte 20")
        .hasMessageContaining("ends in item 1 of the 2 images");
  }

  @Test
  void refusesWhatFollowsTheLastImage() throws IOException {
    images = write("images", new int[] {IMAGES, 2, 1, 3}, 1, 2, 3, 4, 5, 6, 7);

    assertRefusal()
        .hasMessageContaining("images, byte 22")
        .hasMessageContaining("1 bytes follow the last of 2 images");
  }

  @Test
  void refusesDimensionsWithoutASize() throws IOException {
    images = write("images", new int[] {IMAGES, 2, 0, 3});

    assertRefusal().hasMessageContaining("images, byte 8").hasMessageContaining("rows is 0");
  }

  @Test
  void refusesDimensionsWhoseProductOverflows() throws IOException {
    int huge = Integer.MAX_VALUE;
    images = write("images", new int[] {IMAGES, 2, huge, huge}, 1);

    assertRefusal().hasMessageContaining("images, byte 17").hasMessageContaining("ends in item 0");
  }

  @Test
  void refusesANegativeCount() throws IOException {
    labels = write("labels", new int[] {LABELS, -1}, 1);

    assertRefusal().hasMessageContaining("labels, byte 4").hasMessageContaining("labels is -1");
  }

  @Test
  void refusesADifferentNumberOfImagesAndLabels() throws IOException {
    labels = write("labels", new int[] {LABELS, 3}, 7, 9, 1);

    assertRefusal()
        .hasMessageContaining("images, byte 4")
        .hasMessageContaining("promises 2 images")
        .hasMessageContaining("labels has 3 labels");
  }

  @Test
  void refusesALabelThatIsNoClass() throws IOException {
    labels = write("labels", new int[] {LABELS, 2}, 7, 10);

    assertRefusal()
        .hasMessageContaining("labels, byte 9")
        .hasMessageContaining("the label 10 of image 1 is not one of 0 to 9");
  }

  /** A sparse file: it takes no room. */
  @Test
  void refusesMoreThanAnArrayHolds() throws IOException {
    int count = 1 << 15;
    images = write("images", new int[] {IMAGES, count, 256, 256});
    labels = write("labels", new int[] {LABELS, count}, new int[count]);
    try (RandomAccessFile file = new RandomAccessFile(images.toFile(), "rw")) {
      file.setLength(16 + (long) count * 256 * 256);
    }

    assertRefusal().hasMessageContaining("more than the 2,147,483,639 bytes that can be read");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefusal() {
    return assertThatThrownBy(() -> IdxReader.read(images, labels, 1, 10))
        .isInstanceOf(InvalidIdxFile.class)
        .hasMessageContaining(directory.toString());
  }

  private Path write(String name, int[] header, int... body) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * header.length + body.length);
    for (int number : header) {
      bytes.putInt(number);
    }
    for (int value : body) {
      bytes.put((byte) value);
    }
    return Files.write(directory.resolve(name), bytes.array());
  }
}
