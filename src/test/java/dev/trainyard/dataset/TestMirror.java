package dev.trainyard.dataset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A web server on this machine that has the packed files of {@link TinyDataset}. */
final class TestMirror implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private Function<byte[], Optional<byte[]>> answer = Optional::of;

  TestMirror() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/data/tiny/", this::serve);
    server.start();
  }

  DatasetSource source() {
    return new MirrorSource(base(), Duration.ofSeconds(10));
  }

  URI base() {
    return URI.create("http://localhost:%d/data".formatted(server.getAddress().getPort()));
  }

  void serveAll() {
    answer = Optional::of;
  }

  void serveNothing() {
    answer = _ -> Optional.empty();
  }

  /** What it makes of a packed file from now on. */
  void serve(Function<byte[], byte[]> change) {
    answer = packed -> Optional.of(change.apply(packed));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
    requests.add(name);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    TinyDataset.gzip(name.replace(".gz", ""), packed);
    Optional<byte[]> body = answer.apply(packed.toByteArray());
    try (exchange) {
      if (body.isPresent()) {
        exchange.sendResponseHeaders(200, body.get().length);
        exchange.getResponseBody().write(body.get());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }
}
