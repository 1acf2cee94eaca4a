package dev.trainyard.intake;

import static dev.trainyard.intake.RawIdx.images;
import static dev.trainyard.intake.RawIdx.labels;
import static dev.trainyard.intake.SamplePictures.png;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.NullUnmarked;

/** Uploads that nobody means well with, or that somebody has broken. */
@NullUnmarked
public final class HostileUploads {

  /**
   * One of them.
   *
   * @param query beside the name, such as {@code &height=8&width=8}; empty for none
   * @param complaint part of what the answer must say
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Hostile(String what, byte[] body, String query, String complaint) {
    @Override
    public String toString() {
      return what;
    }
  }

  private final List<Hostile> all = new ArrayList<>();

  private HostileUploads() {
    names();
    zips();
    tars();
    pictures();
    classes();
    idx();
    tables();
  }

  public static List<Hostile> all() {
    return new HostileUploads().all;
  }

  private void add(String what, byte[] body, String complaint) {
    all.add(new Hostile(what, body, "", complaint));
  }

  /** Two classes of two images each, so that nothing else is wrong. */
  private static RawZip zip() {
    return new RawZip()
        .file("cat/1.png", png(1))
        .file("cat/2.png", png(2))
        .file("dog/1.png", png(3))
        .file("dog/2.png", png(4));
  }

  private static RawTar tar() {
    return new RawTar()
        .file("cat/1.png", png(1))
        .file("cat/2.png", png(2))
        .file("dog/1.png", png(3))
        .file("dog/2.png", png(4));
  }

  private void names() {
    String[][] names = {
      {"climbs", "../../evil.png", "leads out of the archive"},
      {"climbs within", "cat/../../dog/3.png", "leads out of the archive"},
      {"absolute", "/etc/cat/3.png", "absolute name"},
      {"on a drive", "C:/cat/3.png", "absolute name"},
      {"with a backslash", "..\\cat\\3.png", "backslash"},
      {"with NUL", "cat/3.png\0.txt", "control character"},
      {"with a line feed", "cat/3\n.png", "control character"},
      {"of 10 kB", "cat/" + "x".repeat(10_000) + ".png", "characters; at most"},
      {"in fifty folders", "a/".repeat(50) + "3.png", "folders"},
      {"with an empty step", "cat//3.png", "empty step"},
      {"that comes twice", "cat/1.png", "comes twice"},
      {"that comes twice in other case", "cat/1.PNG", "comes twice"},
      {"that comes twice in another width", "cat/\uff11.png", "comes twice"},
      {"hidden, and climbing", ".git/../../3.png", "leads out of the archive"},
      {"outside of any folder", "3.png", "lies in no folder"},
      {"elsewhere", "more/cat/3.png", "lies elsewhere"},
      {"split, the others not", "train/cat/3.png", "lies elsewhere"}
    };
    for (String[] name : names) {
      add("a zip with a name " + name[0], zip().file(name[1], png(5)).bytes(), name[2]);
    }
    add("a tar that climbs", tar().file("../3.png", png(5)).bytes(), "leads out");
    add("a tar with an absolute name", tar().file("/cat/3.png", png(5)).bytes(), "absolute");
    String undecoded = "entry B\ufffdr/1.png has a name that is not UTF-8";
    for (Charset encoding : List.of(ISO_8859_1, Charset.forName("IBM850"))) {
      add(
          "a zip with a name in " + encoding,
          zip().file("B\u00e4r/1.png", png(5), encoding).bytes(),
          undecoded);
      add(
          "a tar with a name in " + encoding,
          new RawTar(encoding)
              .file("B\u00e4r/1.png", png(1))
              .file("B\u00fcr/2.png", png(2))
              .bytes(),
          undecoded);
    }
    add(
        "a tar with a name in ISO-8859-1 that fills its field",
        new RawTar(ISO_8859_1).file("cat/" + "x".repeat(95) + "\u00e4", png(1)).bytes(),
        "has a name that is not UTF-8");
    add(
        "a tar with a long name in ISO-8859-1",
        tar()
            .record(TarConstants.LF_GNUTYPE_LONGNAME, "B\u00e4r/1.png".getBytes(ISO_8859_1))
            .file("x", png(5))
            .bytes(),
        undecoded);
    add(
        "a tar with attributes in ISO-8859-1",
        tar()
            .record(
                TarConstants.LF_PAX_EXTENDED_HEADER_LC,
                "18 path=B\u00e4r/1.png\n".getBytes(ISO_8859_1))
            .file("x", png(5))
            .bytes(),
        undecoded);
    add("a tar with a name twice", tar().file("cat/1.png", png(5)).bytes(), "comes twice");
  }

  private void zips() {
    add(
        "a zip with a symbolic link",
        zip().entry("cat/3.png", "/etc/passwd".getBytes(UTF_8), 0, 0, 0120777).bytes(),
        "link or a device");
    add(
        "a zip with a device",
        zip().entry("cat/3.png", new byte[0], 0, 0, 0060644).bytes(),
        "link or a device");
    add("an encrypted zip", zip().entry("cat/3.png", png(5), 1, 8, 0100644).bytes(), "encrypted");
    add("a zip with bzip2", zip().entry("cat/3.png", png(5), 0, 12, 0100644).bytes(), "method 12");
    add("a zip in a zip", zip().file("cat/3.png", zip().bytes()).bytes(), "archive itself");
    add("a zip bomb", zip().file("cat/3.png", new byte[64 << 20]).bytes(), "entry cat/3.png");
    add(
        "a zip bomb whose entries share their content",
        zip().file("cat/3.png", new byte[900 << 10]).overlapping("cat/more", 60_000).bytes(),
        "entry cat/3.png");
    add(
        "a zip with too many entries",
        new RawZip().file("cat/0.png", png(1)).overlapping("cat/x", 150_000).bytes(),
        "entries");
    add("half a zip", half(zip().bytes()), "without its end");
    add("a zip with something behind it", joined(zip().bytes(), new byte[9]), "something behind");
    add(
        "a zip with two ends",
        zip().bytes(new String(new RawZip().bytes(), ISO_8859_1) + "x"),
        "more than one end");
    add("an empty zip", new RawZip().bytes(), "no image");
    byte[] damaged = zip().bytes();
    damaged[damaged.length - 22 - 46 - "dog/2.png".length()] ^= 0x55;
    add("a zip with a damaged directory", damaged, "zip");
    byte[] torn = zip().bytes();
    Arrays.fill(torn, 60, 120, (byte) 0);
    add("a zip with damaged content", torn, "entry cat/1.png");
  }

  private void tars() {
    add(
        "a tar with a symbolic link",
        tar().special("cat/3.png", TarConstants.LF_SYMLINK, "/etc/passwd").bytes(),
        "is a link");
    add(
        "a tar with a hard link",
        tar().special("cat/3.png", TarConstants.LF_LINK, "cat/1.png").bytes(),
        "is a link");
    add(
        "a tar with a device",
        tar().special("cat/3.png", TarConstants.LF_BLK, "").bytes(),
        "is a device");
    add(
        "a tar with a pipe",
        tar().special("cat/3.png", TarConstants.LF_FIFO, "").bytes(),
        "is a device");
    add(
        "a tar with a name of 2 MB",
        tar().record(TarConstants.LF_GNUTYPE_LONGNAME, "x".repeat(2 << 20).getBytes(UTF_8)).bytes(),
        "header of more than");
    add(
        "a tar with attributes of 2 MB",
        tar()
            .record(
                TarConstants.LF_PAX_EXTENDED_HEADER_LC,
                ("2097152 path=" + "x".repeat((2 << 20) - 14) + "\n").getBytes(UTF_8))
            .bytes(),
        "header of more than");
    add("half a tar", half(tar().bytes()), "");
    add(
        "a bomb as tar.gz",
        tar().file("cat/3.png", new byte[64 << 20]).gzipped(),
        "times its size");
    add("gzip in gzip", RawTar.gzipped(tar().gzipped()), "neither a zip, a tar nor a CSV");
    add("a torn gzip", half(tar().gzipped()), "cut off");
    RawTar many = new RawTar();
    for (int i = 0; i <= IntakeLimits.MOST_ENTRIES; i++) {
      many.file("." + i, new byte[0]);
    }
    add("a tar of hidden files", many.bytes(), "hidden files");
  }

  private void pictures() {
    picture("a text", "no picture".getBytes(UTF_8), "");
    picture("a BMP", SamplePictures.file(SamplePictures.grey(8, 8, 0), "bmp"), "");
    picture("half a PNG", half(png(SamplePictures.coloured(8, 8, Color.BLUE, 5))), "");
    picture("a PNG that claims too much", claiming(20_000, 20_000), "20,000");
    picture("a PNG bomb", SamplePictures.black(6000, 6000), "6,000");
    picture("a PNG of no height", claiming(8, 0), "");
    byte[] jpeg = SamplePictures.file(SamplePictures.coloured(64, 64, Color.BLUE, 5), "jpeg");
    picture("half a JPEG", half(jpeg), "");
    picture("the beginning of a JPEG", Arrays.copyOf(jpeg, 4), "");
    picture("one of another size", png(SamplePictures.coloured(9, 8, Color.RED, 5)), "8x9");
    picture("a large one", png(SamplePictures.coloured(300, 300, Color.RED, 5)), "300x300");
    all.add(
        new Hostile(
            "a PNG that claims too much and is to be made smaller",
            zip().file("cat/3.png", claiming(20_000, 20_000)).bytes(),
            "&height=8&width=8",
            "20,000"));
  }

  private void picture(String what, byte[] file, String complaint) {
    String entry = "entry cat/3.png";
    all.add(
        new Hostile(
            "a zip with " + what,
            zip().file("cat/3.png", file).bytes(),
            "",
            complaint.isEmpty() ? entry : complaint));
  }

  /** A PNG whose header says that it is larger than it is. */
  private static byte[] claiming(int width, int height) {
    byte[] png = png(6);
    java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(png);
    header.putInt(16, width).putInt(20, height);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    return png;
  }

  private void classes() {
    add(
        "classes that differ in case",
        zip().file("Cat/9.png", png(5)).bytes(),
        "which of them is meant");
    add(
        "a class of a long name",
        zip().file("c".repeat(200) + "/3.png", png(5)).bytes(),
        "200 characters");
    add("a class with one image", zip().file("eel/1.png", png(5)).bytes(), "class eel");
    add(
        "one class",
        new RawZip().file("cat/1.png", png(1)).file("cat/2.png", png(2)).bytes(),
        "at least 2");
    RawZip many = new RawZip();
    byte[] image = png(1);
    for (int c = 0; c <= IntakeLimits.MOST_CLASSES; c++) {
      many.file("class" + c + "/1.png", image);
    }
    add("1,001 classes", many.bytes(), "one more than");
    add(
        "a test split that lacks a class",
        new RawZip()
            .file("train/cat/1.png", png(1))
            .file("train/dog/1.png", png(2))
            .file("test/cat/1.png", png(3))
            .bytes(),
        "class dog");
  }

  private void idx() {
    byte[] noise = RawIdx.noise(64, 1);
    idx(
        "of another magic number",
        files -> set(files, 0, RawIdx.file(0x80d, noise, 4, 4, 4)),
        "begins with");
    idx(
        "that promise too much",
        files -> set(files, 0, RawIdx.file(0x803, noise, 5, 4, 4)),
        "promises");
    idx(
        "that promise all there is",
        files -> set(files, 0, RawIdx.file(0x803, noise, Integer.MAX_VALUE, 256, 256)),
        "promises");
    idx(
        "that are too large",
        files -> set(files, 0, RawIdx.file(0x803, noise, 1, Integer.MAX_VALUE, 1)),
        "from 1x1");
    idx("with a label too many", files -> set(files, 1, labels(5)), "5 labels");
    idx("of which one is cut off", files -> set(files, 3, Arrays.copyOf(files[3], 6)), "header");
    idx("of which one is a torn gzip", files -> set(files, 2, half(RawTar.gzipped(files[2]))), "");
    all.add(
        new Hostile(
            "IDX files whose labels have no name",
            idxZip(new byte[][] {images(6, 1), labels(6), images(3, 2), labels(3)}),
            "&classes=a,b",
            "label 2"));
    add(
        "IDX files of which one is missing",
        new RawZip()
            .file("train-images-idx3-ubyte", images(6, 1))
            .file("train-labels-idx1-ubyte", labels(6))
            .file("t10k-images-idx3-ubyte", images(3, 1))
            .bytes(),
        "test labels");
  }

  private void idx(String what, UnaryOperator<byte[][]> change, String complaint) {
    byte[][] files = {images(4, 1), labels(4), images(3, 2), labels(3)};
    add("IDX files " + what, idxZip(change.apply(files)), complaint);
  }

  private static byte[][] set(byte[][] files, int index, byte[] file) {
    files[index] = file;
    return files;
  }

  private static byte[] idxZip(byte[][] files) {
    return new RawZip()
        .file("train-images-idx3-ubyte", files[0])
        .file("train-labels-idx1-ubyte", files[1])
        .file("t10k-images-idx3-ubyte", files[2])
        .file("t10k-labels-idx1-ubyte", files[3])
        .bytes();
  }

  private void tables() {
    String[][] tables = {
      {"with 256", "a,1,2,3,4\nb,1,2,3,256\n", "line 2"},
      {"with -1", "a,1,2,3,4\nb,-1,2,3,4\n", "column 2"},
      {"with a fraction", "a,1,2,3,4\nb,1,2.5,3,4\n", "column 3"},
      {"with a ragged line", "a,1,2,3,4\nb,1,2,3\n", "has 4 columns"},
      {"that is not square", "a,1,2,3,4,5\n", "no square image"},
      {"with an open quote", "\"a,1,2,3,4\n", "quotation mark"},
      {
        "of one column",
        "<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://example.org/x'>\n",
        "one column"
      },
      {"with an endless line", "a," + "1,".repeat(1 << 20), "largest image"},
      {"without a line", "\n\n\n", "no image"}
    };
    for (String[] table : tables) {
      add("a table " + table[0], table[1].getBytes(UTF_8), table[2]);
    }
    add("a table in Latin-1", "\u00e4,1,2,3,4\n".getBytes(ISO_8859_1), "not UTF-8");
    add("an object of Java's", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r'}, "neither");
    add("noise", RawIdx.noise(100_000, 9), "");
    add("a zip that is only said to be one", "PK\u0003\u0004".getBytes(UTF_8), "zip");
  }

  private static byte[] half(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
