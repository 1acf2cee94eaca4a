package dev.trainyard.intake;

import static dev.trainyard.intake.SamplePictures.png;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.refusal.Refusal;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of uploads, good ones and others. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class IntakeTest {
  private static final IntakeLimits LIMITS = new IntakeLimits(8 << 20, " (the test's limit)");

  @TempDir Path directory;

  static List<HostileUploads.Hostile> hostile() {
    return HostileUploads.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesWhatIsHostileAndSaysWhere(HostileUploads.Hostile hostile) throws IOException {
    boolean resized = hostile.query().contains("height");
    List<String> classes = hostile.query().contains("classes") ? List.of("a", "b") : List.of();

    assertThatThrownBy(() -> take(hostile.body(), options(resized ? 8 : null, null, classes)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(hostile.complaint())
        .extracting(refusal -> ((Refusal) refusal).kind())
        .isEqualTo(Refusal.Kind.INVALID);
  }

  @Test
  void refusesAMillionEntriesWithoutReadingThem() {
    byte[] zip = new RawZip().file("cat/0.png", png(1)).overlapping("cat/x", 1_000_000).bytes();

    assertThatThrownBy(() -> take(zip, options(null, null, List.of())))
        .hasMessageContaining("more than 100,000 entries");
  }

  @Test
  void refusesADirectoryThatWouldFillTheMemory() {
    byte[] zip =
        new RawZip().file("cat/0.png", png(1)).overlapping("x".repeat(60_000), 600).bytes();

    assertThatThrownBy(() -> take(zip, options(null, null, List.of())))
        .hasMessageContaining("a zip whose directory has more than 33,554,432 bytes");
  }

  @Test
  void keepsGreyPicturesToTheBit() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 4; i++) {
      zip.file(
          "pack/%s/%d.png".formatted(i % 2 == 0 ? "even" : "odd", i),
          png(SamplePictures.grey(5, 3, 60 * i)));
    }
    Taken taken = take(zip.bytes(), options(null, null, List.of()));

    DatasetFacts facts = taken.facts();
    assertThat(facts.classes()).containsExactly("even", "odd");
    assertThat(List.of(facts.height(), facts.width(), facts.channels())).containsExactly(3, 5, 1);
    assertThat(facts.train().count() + facts.test().count()).isEqualTo(4);
    byte[] train = content(taken, facts.train().images());
    byte[] labels = content(taken, facts.train().labels());
    assertThat(ByteBuffer.wrap(train).getInt()).isEqualTo(0x803);
    for (int i = 0; i < facts.train().count(); i++) {
      int first = train[16 + 15 * i] & 0xff;
      assertThat(first % 60).isZero();
      assertThat((int) labels[8 + i]).isEqualTo(first / 60 % 2);
      for (int p = 0; p < 15; p++) {
        assertThat(train[16 + 15 * i + p] & 0xff).isEqualTo(first + p);
      }
    }
  }

  @Test
  void noticesWhetherPicturesStandOnBlack() throws IOException {
    assertThat(composition(60)).isEqualTo(Composition.WHOLE_ON_BLACK);
    assertThat(composition(70)).isEqualTo(Composition.WHOLE_PICTURE);
  }

  /** Of 99 dark pictures and two whose ground is as bright as this. */
  private Composition composition(int ground) throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 101; i++) {
      zip.file(
          "%s/%d.png".formatted(i % 2 == 0 ? "even" : "odd", i),
          png(SamplePictures.grey(2, 2, i < 2 ? ground : i % 50)));
    }
    return take(zip.bytes(), options(null, null, List.of())).facts().composition();
  }

  @Test
  void keepsColoursAndTheSplitOfATar() throws IOException {
    byte[] tar =
        new RawTar()
            .file("./x/.DS_Store", new byte[3])
            .file("./x/train/red/1.png", png(SamplePictures.coloured(4, 4, Color.RED, 1)))
            .file("./x/train/blue/1.png", png(SamplePictures.coloured(4, 4, Color.BLUE, 2)))
            .file("./x/test/red/1.png", png(SamplePictures.coloured(4, 4, Color.RED, 3)))
            .file(
                "./x/test/blue/1.jpg",
                SamplePictures.file(SamplePictures.coloured(4, 4, Color.BLUE, 4), "jpeg"))
            .gzipped();

    Taken taken = take(tar, options(null, null, List.of()));

    assertThat(taken.ignored()).containsExactly("x/.DS_Store");
    assertThat(taken.facts().channels()).isEqualTo(3);
    assertThat(taken.facts().train().count()).isEqualTo(2);
    byte[] train = content(taken, taken.facts().train().images());
    assertThat(ByteBuffer.wrap(train).getInt()).isEqualTo(0x804);
    assertThat(train[20] & 0xff).isEqualTo(255);
    assertThat(train[22] & 0xff).isLessThan(20);
    assertThat(content(taken, taken.facts().train().labels())).endsWith((byte) 1, (byte) 0);
  }

  /** Of a long name the header itself has the beginning, which may end within a letter. */
  @Test
  void keepsAnyUtf8InTheNamesOfATar() throws IOException {
    byte[] path = ("89 path=" + "\u00fc".repeat(35) + "/B\u00e4r?.png\n").getBytes(UTF_8);
    byte[] tar =
        new RawTar()
            .file("B\u00e4r?/1.png", png(1))
            .file("B\u00e4r?/2.png", png(2))
            .file("\ud83d\udc3b" + "\u00e4".repeat(60) + "/1.png", png(3))
            .file("\ud83d\udc3b" + "\u00e4".repeat(60) + "/2.png", png(4))
            .record(TarConstants.LF_PAX_EXTENDED_HEADER_LC, path)
            .file("B\ufffdr/1.png", png(5))
            .file("\u00fc".repeat(35) + "/2.png", png(6))
            .bytes();

    assertThat(take(tar, options(null, null, List.of())).facts().classes())
        .containsExactlyInAnyOrder(
            "B\u00e4r?", "\ud83d\udc3b" + "\u00e4".repeat(60), "\u00fc".repeat(35));
  }

  @Test
  void splitsEachClassAlikeAndBySeedAlone() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 30; i++) {
      zip.file("%s/%d.png".formatted(i < 20 ? "many" : "few", i), png(100 + i));
    }
    byte[] body = zip.bytes();
    Taken first = take(body, seeded(1));
    Taken again = take(body, seeded(1));
    Taken other = take(body, seeded(2));

    assertThat(first.facts().test().count()).isEqualTo(6);
    assertThat(content(first, first.facts().test().labels())).contains(0, 0, 1, 1, 1, 1);
    assertThat(again.facts().files()).isEqualTo(first.facts().files());
    assertThat(other.facts().test().images()).isNotEqualTo(first.facts().test().images());
  }

  @Test
  void bringsPicturesToOneSizeAndToGrey() throws IOException {
    BufferedImage half = new BufferedImage(40, 20, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < 20; x++) {
      for (int y = 0; y < 20; y++) {
        half.setRGB(x, y, 0xffff0000);
      }
    }
    RawZip zip = new RawZip();
    for (int i = 0; i < 2; i++) {
      zip.file("a/%d.png".formatted(i), png(half)).file("b/%d.png".formatted(i), png(i));
    }
    IntakeOptions options = options(2, 1, List.of());
    Taken taken = take(zip.bytes(), options);

    assertThat(taken.facts().channels()).isEqualTo(1);
    byte[] train = content(taken, taken.facts().train().images());
    assertThat(train).hasSize(16 + 2 * 4);
    // Red, and beside it what is transparent, on white.
    assertThat(new byte[] {train[16], train[17]}).containsExactly((byte) 76, (byte) 255);
  }

  @Test
  void takesIdxFilesGzippedOrNot() throws IOException {
    byte[] zip =
        new RawZip()
            .file("data/train-images-idx3-ubyte.gz", RawTar.gzipped(RawIdx.images(9, 1)))
            .file("data/train-labels.idx1-ubyte", RawIdx.labels(9))
            .file("data/t10k-images-idx3-ubyte", RawIdx.images(6, 2))
            .file("data/t10k-labels-idx1-ubyte", RawIdx.labels(6))
            .bytes();

    Taken taken = take(zip, options(null, null, List.of("zero", "one", "two")));

    assertThat(taken.facts().classes()).containsExactly("zero", "one", "two");
    assertThat(content(taken, taken.facts().train().images())).isEqualTo(RawIdx.images(9, 1));
    assertThat(content(taken, taken.facts().test().labels())).isEqualTo(RawIdx.labels(6));
  }

  @Test
  void knowsAClassByItsNameHoweverItsAccentsAreWritten() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 2; i++) {
      zip.file("Ka\u0308fer/%d.png".formatted(i), png(i)).file("b/%d.png".formatted(i), png(9 + i));
    }

    Taken taken = take(zip.bytes(), options(null, null, List.of("K\u00e4fer", "b")));

    assertThat(taken.facts().classes()).containsExactly("K\u00e4fer", "b");
  }

  @Test
  void readsNamesWithBlanksBehindTheirCommas() {
    assertThat(IntakeOptions.names("red fox, eel,cat")).containsExactly("red fox", "eel", "cat");
  }

  @Test
  void splitsIdxFilesThatHaveNoTestFiles() throws IOException {
    byte[] tar =
        new RawTar()
            .file("train-images-idx3-ubyte", RawIdx.images(30, 1))
            .file("train-labels-idx1-ubyte", RawIdx.labels(30))
            .bytes();

    assertThat(take(tar, options(null, null, List.of())).facts().test().count()).isEqualTo(6);
  }

  static Stream<String> tables() {
    return Stream.of(
        "a,0,1,2,3\nb,4,5,6,7\na,8,9,10,11\nb,12,13,14,255\n",
        "\ufefflabel,p1,p2,p3,p4\r\na,0,1,2,3\r\nb,4,5,6,7\r\na,8,9,10,11\r\n\"b\",12,13,14,255\r\n",
        "p1,p2,p3,p4,class\n0,1,2,3,a\n4,5,6,7,b\n8,9,10,11,a\n12,13,14,255,b");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void takesATable(String table) throws IOException {
    Taken plain = take(table.getBytes(UTF_8), options(null, null, List.of()));
    Taken packed = take(RawTar.gzipped(table.getBytes(UTF_8)), options(null, null, List.of()));

    assertThat(plain.facts().classes()).containsExactly("a", "b");
    assertThat(plain.facts().files()).isEqualTo(packed.facts().files());
    assertThat(plain.facts().height()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y,9,1,2,3\n", "class,0,0,0,0\n"})
  void takesAClassForOneThatIsCalledAsAColumnMayBe(String first) throws IOException {
    String label = first.substring(0, first.indexOf(','));
    String table = first + label + ",4,5,6,7\na,8,9,10,11\na,12,13,14,255\n";

    Taken taken = take(table.getBytes(UTF_8), options(null, null, List.of()));

    assertThat(taken.facts().train().count() + taken.facts().test().count()).isEqualTo(4);
  }

  @Test
  void takesATableForOneThatBeginsWithTheLettersOfAZip() throws IOException {
    String table = "PKW,0,1,2,3\nLKW,4,5,6,7\nPKW,8,9,10,11\nLKW,12,13,14,255\n";

    Taken taken = take(table.getBytes(UTF_8), options(null, null, List.of()));

    assertThat(taken.facts().classes()).containsExactly("LKW", "PKW");
  }

  @Test
  void takesNumbersOfColumnsForTheirNames() throws IOException {
    String table = "0,1,2,3,label\n0,1,2,3,a\n4,5,6,7,b\n8,9,10,11,a\n12,13,14,255,b\n";

    Taken taken = take(table.getBytes(UTF_8), options(null, null, List.of()));

    assertThat(taken.facts().classes()).containsExactly("a", "b");
    assertThat(taken.facts().train().count() + taken.facts().test().count()).isEqualTo(4);
  }

  @Test
  void ordersNumbersByValueAndKeepsAThousandClasses() throws IOException {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      table.append(i % 1000).append(",1,2,3,").append(i % 256).append('\n');
    }
    Taken taken = take(table.toString().getBytes(UTF_8), options(null, null, List.of()));

    assertThat(taken.facts().classes()).hasSize(1000).startsWith("0", "1", "2").endsWith("999");
    ByteBuffer labels = ByteBuffer.wrap(content(taken, taken.facts().train().labels()));
    assertThat(labels.getInt()).isEqualTo(0xB01);
    assertThat(labels.capacity()).isEqualTo(8 + 2 * 1000);
  }

  @Test
  void refusesMoreImagesThanThereIsMemoryFor() {
    byte[] idx =
        new RawZip()
            .file("train-images-idx3-ubyte", RawIdx.file(0x803, new byte[9 << 20], 144, 256, 256))
            .file("train-labels-idx1-ubyte", RawIdx.labels(144))
            .entry("x", new byte[0], 0, 0, 0100644)
            .bytes();
    assertThatThrownBy(() -> take(idx, options(null, null, List.of()))).isInstanceOf(Refusal.class);
    StringBuilder table = new StringBuilder();
    String image = ",7".repeat(256 * 256);
    for (int i = 0; i < 130; i++) {
      table.append(i % 2).append(image).append('\n');
    }
    assertThatThrownBy(() -> take(table.toString().getBytes(UTF_8), options(null, null, List.of())))
        .hasMessageContaining("129 images of 256x256x1 take 8,454,144 bytes")
        .hasMessageContaining("(the test's limit)");
  }

  @Test
  void refusesPicturesThatTakeTooLongToDecodeHoweverSmallTheirFilesAre() {
    RawTar tar = new RawTar();
    byte[] picture = SamplePictures.black(1000, 700);
    for (int i = 0; i < 4; i++) {
      tar.file("%s/%d.png".formatted(i % 2 == 0 ? "even" : "odd", i), picture);
    }
    IntakeLimits small = new IntakeLimits(100_000, " (the test's limit)");

    assertThatThrownBy(() -> take(tar.bytes(), options(8, null, List.of()), small))
        .hasMessageContaining(
            "entry even/2.png is too much: with it the pictures have more than 2,000,000 pixels to decode (the test's limit)")
        .hasMessageContaining("smaller copies");
  }

  private Taken take(byte[] body, IntakeOptions options) throws IOException {
    return take(body, options, LIMITS);
  }

  private Taken take(byte[] body, IntakeOptions options, IntakeLimits limits) throws IOException {
    Path upload = Files.write(Files.createTempFile(directory, "upload", ""), body);
    return Intake.take(upload, Files.createTempDirectory(directory, "taken"), options, limits);
  }

  private static byte[] content(Taken taken, DataFile file) throws IOException {
    return Files.readAllBytes(taken.path(file));
  }

  private static IntakeOptions options(Integer side, Integer channels, List<String> classes) {
    return new IntakeOptions("own", "Own", side, side, channels, classes, null, 1, 0.2);
  }

  private static IntakeOptions seeded(long seed) {
    return new IntakeOptions("own", "Own", null, null, null, List.of(), null, seed, 0.2);
  }
}
