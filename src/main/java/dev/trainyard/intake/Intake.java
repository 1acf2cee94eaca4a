package dev.trainyard.intake;

import dev.trainyard.refusal.Refusal;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes a dataset of an upload: a zip or a tar, also gzipped, of pictures or of IDX files; or a
 * CSV, also gzipped. What it is is seen in its first bytes. Memory and disk stay within bounds
 * whatever it is: no more is written than the images as they are kept, twice, and as wide as
 * colours.
 */
public final class Intake {
  private static final int TAR_HEADER = 512;

  private final Path directory;
  private final IntakeOptions options;
  private final IntakeLimits limits;
  private final Unpacking.Total total;
  private final Entries entries = new Entries();

  private Intake(Path directory, IntakeOptions options, IntakeLimits limits) {
    this.directory = directory;
    this.options = options;
    this.limits = limits;
    this.total = new Unpacking.Total(limits.unpackedBytes());
  }

  /**
   * Checks an upload in full and writes the files of the dataset that it is.
   *
   * @param upload a file, which is left as it is
   * @param directory of the caller's own, for all that is written
   * @throws Refusal INVALID with the entry, the line or the file that is wrong
   * @throws IOException if the disk fails
   */
  public static Taken take(Path upload, Path directory, IntakeOptions options, IntakeLimits limits)
      throws IOException {
    return new Intake(directory, options, limits).take(upload);
  }

  private Taken take(Path upload) throws IOException {
    try (Spool spool = new Spool(directory, options, limits)) {
      String origin = read(upload, spool);
      return spool.finish(origin, entries.ignored());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String read(Path upload, Spool spool) {
    Contents contents = new Contents(directory, spool, options, limits, total);
    try (InputStream in = buffered(Files.newInputStream(upload))) {
      byte[] start = peek(in);
      if (Magic.ZIP.begins(start)) {
        ZipUpload.read(upload, entries, total, contents);
        return "a zip of " + contents.finish();
      }
      if (!Magic.GZIP.begins(start)) {
        return plain(in, start, contents, spool);
      }
      Counted packed = new Counted(in);
      try (InputStream unpacked =
          buffered(new Unpacking(new GZIPInputStream(packed), packed::count, total, "the gzip"))) {
        return plain(unpacked, peek(unpacked), contents, spool);
      }
    } catch (FileSystemException e) {
      // Not the upload's fault.
      throw new UncheckedIOException(e);
    } catch (EOFException e) {
      throw Wrong.upload("ends too early; was it cut off?");
    } catch (ZipException e) {
      throw Wrong.upload("cannot be unpacked: " + e.getMessage());
    } catch (IOException e) {
      throw Wrong.upload("cannot be read: " + e.getMessage());
    }
  }

  private String plain(InputStream in, byte[] start, Contents contents, Spool spool)
      throws IOException {
    if (TarArchiveInputStream.matches(start, start.length)) {
      TarUpload.read(in, entries, contents);
      return "a tar of " + contents.finish();
    }
    if (start.length == 0) {
      throw Wrong.upload("is empty");
    }
    for (byte one : start) {
      if (one >= 0 && one < '\t') {
        throw Wrong.upload(
            "is neither a zip, a tar nor a CSV; pack pictures or IDX files into an archive");
      }
    }
    new CsvTable(spool, options).read(in);
    return "a CSV";
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, 1 << 16);
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(TAR_HEADER);
    byte[] start = in.readNBytes(TAR_HEADER);
    in.reset();
    return start;
  }
}
