package dev.trainyard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class AccessSettingsTest {
  private static final Path KEYS = Path.of("keys");

  @Test
  void readsNamesAndOriginsWhateverTheirCase() {
    AccessSettings settings =
        new AccessSettings(
            List.of("Trains.Example.org", " 10.0.0.7", "[2001:DB8::7]"),
            List.of("HTTPS://Lab.example.org", "http://[::1]:3000"),
            KEYS);
    assertThat(settings.hosts()).containsExactly("trains.example.org", "10.0.0.7", "[2001:db8::7]");
    assertThat(settings.origins()).containsExactly("https://lab.example.org", "http://[::1]:3000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "http://a", "a:80", "a/b", "a b", "::1"})
  void refusesWhatIsNoHost(String host) {
    assertThatThrownBy(() -> new AccessSettings(List.of(host), List.of(), KEYS))
        .hasMessageContaining("TRAINYARD_ACCESS_HOSTS must be names")
        .hasMessageEndingWith("not " + host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "lab.example.org",
        "https://lab.example.org/",
        "https://lab.example.org:443",
        "https://user@lab.example.org",
        "ftp://lab.example.org",
        "https://*.example.org"
      })
  void refusesWhatIsNoOriginAsABrowserWritesIt(String origin) {
    assertThatThrownBy(() -> new AccessSettings(List.of(), List.of(origin), KEYS))
        .hasMessageContaining("TRAINYARD_ACCESS_ORIGINS must be origins")
        .hasMessageEndingWith("not " + origin);
  }
}
