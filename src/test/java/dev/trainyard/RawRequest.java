package dev.trainyard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/**
 * A request as it goes over the wire, for what no proper client sends: any path, any host.
 *
 * @param headers {@code "Name: value"}
 */
@NullMarked
record RawRequest(String method, String path, String body, List<String> headers) {
  private static final int LONGEST_WAIT_MS = 30_000;

  /**
   * What came back.
   *
   * @param headers by their names in lower case
   */
  record Answer(int status, Map<String, String> headers, String body) {
    /** The same with a body that came in chunks put together. */
    Answer whole() {
      if (!header("Transfer-Encoding").equals("chunked")) {
        return this;
      }
      StringBuilder all = new StringBuilder();
      int at = 0;
      while (at < body.length()) {
        int end = body.indexOf("\r\n", at);
        int size = Integer.parseInt(body.substring(at, end), 16);
        all.append(body, end + 2, Math.min(body.length(), end + 2 + size));
        at = end + 2 + size + 2;
      }
      return new Answer(status, headers, all.toString());
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  static RawRequest of(String method, String path, String... headers) {
    return new RawRequest(method, path, "", List.of(headers));
  }

  RawRequest with(String header) {
    List<String> all = new ArrayList<>(headers);
    all.add(header);
    return new RawRequest(method, path, body, all);
  }

  /** Sends it to a port of this machine and reads until the connection ends. */
  Answer send(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LONGEST_WAIT_MS);
      socket.getOutputStream().write(text(port).getBytes(ISO_8859_1));
      return answer(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  /**
   * As {@link #send}; of an answer that goes on, such as an event stream, only how it begins.
   *
   * @throws java.net.SocketTimeoutException if nothing comes for so long
   */
  Answer sendPatiently(int port, Duration patience) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      try {
        socket.getOutputStream().write(text(port).getBytes(ISO_8859_1));
      } catch (SocketException e) {
        // Refused before it was sent; the answer says why.
      }
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      byte[] some = new byte[1 << 16];
      boolean known = false;
      for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {
        read.write(some, 0, n);
        if (!known) {
          String head = read.toString(ISO_8859_1);
          int end = head.indexOf("\r\n\r\n");
          known = end >= 0;
          if (known && head.substring(0, end).contains("X-Accel-Buffering: no")) {
            break;
          }
        }
      }
      return answer(read.toString(ISO_8859_1)).whole();
    }
  }

  private String text(int port) {
    List<String> lines = new ArrayList<>(List.of("%s %s HTTP/1.1".formatted(method, path)));
    if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
      lines.add("Host: 127.0.0.1:" + port);
    }
    lines.add("Connection: close");
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.length());
    }
    lines.addAll(headers);
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  private static Answer answer(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(": ?", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, parts[1]);
  }

  @Override
  public String toString() {
    return "%s %s %s %s".formatted(method, path, headers, body);
  }
}
