package dev.trainyard.body;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

/** A body that comes to an end, however large it is or however slowly it is sent. */
public final class BoundedBody extends FilterInputStream {
  private final DataSize most;
  private final String setting;
  private final Duration time;
  private final String timeSetting;
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
    this(plain(message), most, setting, limits.bodyTime(), "body-time");
  }

  /**
   * The bytes of a body that may take longer than others.
   *
   * @param time within which it must have come; after it reading is refused as TOO_SLOW
   * @param timeSetting the name of that limit
   */
  public BoundedBody(
      InputStream body, DataSize most, String setting, Duration time, String timeSetting) {
    super(body);
    this.most = most;
    this.setting = setting;
    this.time = time;
    this.timeSetting = timeSetting;
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
    if (System.nanoTime() - begin > time.toNanos()) {
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
            .formatted(time.toSeconds(), Limits.origin(timeSetting)));
  }
}
