package dev.trainyard.upload;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the body of a request to disk as it comes, as long as it is neither too much nor too slow.
 */
final class BoundedUpload {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedUpload.class);

  private final Limits limits;
  private final Clock clock;

  BoundedUpload(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Copies all of it.
   *
   * @throws Refusal TOO_LARGE or TOO_SLOW, with the limit
   */
  void copy(InputStream body, Path to) throws IOException {
    Instant end = clock.instant().plus(limits.datasetTime());
    long most = limits.datasetUpload().toBytes();
    long count = 0;
    byte[] chunk = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int some = read(body, chunk); some >= 0; some = read(body, chunk)) {
        count += some;
        if (count > most) {
          throw Refusal.tooLarge(
              "the upload is larger than the %,d bytes that are accepted%s"
                  .formatted(most, Limits.origin("dataset-upload")));
        }
        if (clock.instant().isAfter(end)) {
          throw tooSlow();
        }
        out.write(chunk, 0, some);
      }
    }
  }

  /**
   * Reads on what is refused, as far as it would have been read: whoever still sends would not see
   * the answer, but a connection that breaks.
   */
  void drain(InputStream body) {
    Instant end = clock.instant().plus(limits.datasetTime());
    long left = limits.datasetUpload().toBytes();
    byte[] chunk = new byte[1 << 16];
    try {
      for (int some = body.read(chunk);
          some >= 0 && left > 0 && clock.instant().isBefore(end);
          some = body.read(chunk)) {
        left -= some;
      }
    } catch (IOException e) {
      LOG.debug("an upload that is refused has broken off", e);
    }
  }

  private int read(InputStream body, byte[] chunk) throws IOException {
    try {
      return body.read(chunk);
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    }
  }

  private Refusal tooSlow() {
    return Refusal.tooSlow(
        "the upload did not come within %,d s, or nothing of it for a while%s"
            .formatted(limits.datasetTime().toSeconds(), Limits.origin("dataset-time")));
  }
}
