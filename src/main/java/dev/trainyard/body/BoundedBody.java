package dev.trainyard.body;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

/** A body that comes to an end, however large it is or however slowly it is sent. */
public final class BoundedBody extends FilterInputStream {
  private final Limits limits;
  private final DataSize most;
  private final String setting;
  private final long begin = System.nanoTime();
  private long count;

  /**
   * The body of a request.
   *
   * @param most that is accepted; beyond it reading is refused as TOO_LARGE
   * @param setting the name of that limit, such as {@code body-size}
   * @throws ResponseStatusException with 415 if the body is compressed: its length says nothing of
   *     what it would unpack to
   */
  public BoundedBody(HttpInputMessage message, Limits limits, DataSize most, String setting)
      throws IOException {
    super(plain(message));
    this.limits = limits;
    this.most = most;
    this.setting = setting;
  }

  private static InputStream plain(HttpInputMessage message) throws IOException {
    List<String> codings = message.getHeaders().getOrEmpty(HttpHeaders.CONTENT_ENCODING);
    if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new ResponseStatusException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "the body must not be compressed; its Content-Encoding is " + String.join(", ", codings));
    }
    return message.getBody();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (System.nanoTime() - begin > limits.bodyTime().toNanos()) {
      throw tooSlow();
    }
    int some;
    try {
      some = super.read(into, offset, length);
    } catch (SocketTimeoutException e) {
      throw tooSlow();
    }
    count += Math.max(0, some);
    if (count > most.toBytes()) {
      throw Refusal.tooLarge(
          "the body is larger than the %,d bytes that are accepted%s"
              .formatted(most.toBytes(), Limits.origin(setting)));
    }
    return some;
  }

  private Refusal tooSlow() {
    return Refusal.tooSlow(
        "the body did not come within %,d s%s"
            .formatted(limits.bodyTime().toSeconds(), Limits.origin("body-time")));
  }
}
