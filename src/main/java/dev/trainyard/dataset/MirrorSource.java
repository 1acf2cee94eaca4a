package dev.trainyard.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A web server that has the files as {@code <base>/<dataset>/<file>.gz}, as the well-known mirrors
 * of MNIST do.
 *
 * @param base the address before the dataset's name
 * @param patience how long the server may take to accept a connection; it may take three times as
 *     long to send the next bytes
 */
public record MirrorSource(URI base, Duration patience) implements DatasetSource {

  @Override
  public String description() {
    return base.toString();
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException {
    String folder = "%s/%s".formatted(withoutSlash(base), dataset.name());
    for (DataFile file : wanted) {
      fetch(URI.create("%s/%s.gz".formatted(folder, file.name())), patience, file, receiver);
    }
  }

  /** Fetches a gzipped file from its address. */
  static void fetch(URI address, Duration patience, DataFile file, Receiver receiver)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.multipliedBy(3).toMillis()));
    try (InputStream in = open(connection)) {
      receiver.receive(file, new GZIPInputStream(in));
    } catch (SocketTimeoutException timeout) {
      throw new IOException("no answer from %s in time".formatted(address.getHost()), timeout);
    } catch (UnknownHostException unknown) {
      throw new IOException("the host %s is not known".formatted(address.getHost()), unknown);
    } finally {
      connection.disconnect();
    }
  }

  private static InputStream open(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("%s answers %d".formatted(connection.getURL(), status));
    }
    return connection.getInputStream();
  }

  static String withoutSlash(URI base) {
    String address = base.toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
