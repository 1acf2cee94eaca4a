package dev.trainyard.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask this service.
 *
 * @param hosts names that it is known by beside those of this machine, without ports
 * @param origins of other services' pages that may call it, as in {@code https://lab.example.org}
 * @param keysFile has the hashes of the API keys; need not exist
 */
@ConfigurationProperties("trainyard.access")
public record AccessSettings(
    @DefaultValue List<String> hosts, @DefaultValue List<String> origins, Path keysFile) {
  private static final Pattern HOST = Pattern.compile("[\\w.-]+|\\[[0-9a-f:.]+]");

  public AccessSettings {
    hosts = hosts.stream().map(AccessSettings::host).toList();
    origins = origins.stream().map(AccessSettings::origin).toList();
  }

  private static String host(String text) {
    String host = text.strip().toLowerCase(Locale.ROOT);
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "TRAINYARD_ACCESS_HOSTS must be names or addresses such as trains.example.org, without scheme and port, not "
              + text);
    }
    return host;
  }

  private static String origin(String text) {
    String origin = text.strip().toLowerCase(Locale.ROOT);
    try {
      URI uri = new URI(origin);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && origin.equals(written(uri))) {
        return origin;
      }
    } catch (URISyntaxException e) {
      // Said below as of any other.
    }
    throw new IllegalArgumentException(
        "TRAINYARD_ACCESS_ORIGINS must be origins as a browser writes them, such as https://lab.example.org or http://lab.example.org:3000, not "
            + text);
  }

  private static String written(URI origin) {
    return Origins.of(origin.getScheme(), origin.getHost(), origin.getPort());
  }
}
