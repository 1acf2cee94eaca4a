package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.access.AccessSettings;
import dev.trainyard.catalog.DatasetSettings;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.isolation.IsolationSettings;
import dev.trainyard.settings.EngineSettings;
import dev.trainyard.settings.Limits;
import dev.trainyard.settings.SettingsCheck;
import dev.trainyard.settings.StartRefused;
import dev.trainyard.web.ProxySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings as an operator makes them: environment variables over the application's defaults.
 */
@Isolated
@NullUnmarked
class SettingsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TRAINYARD_PORT | 99999 | must be from 0 (any that is free) to 65535, not 99999
          TRAINYARD_PORT | -1 | must be from 0 (any that is free) to 65535, not -1
          TRAINYARD_PORT | abc | must be a whole number, not "abc"
          TRAINYARD_ADDRESS | nohost.invalid | must be an address of this machine such as 127.0.0.1
          TRAINYARD_SLOTS | -1 | must be at least 1, not -1
          TRAINYARD_SLOTS | abc | must be a whole number, not "abc"
          TRAINYARD_SLOTS | 1025 | must be at most 1024, not 1025
          TRAINYARD_LIMITS_TRIALS | 0 | must be at least 1, not 0
          TRAINYARD_LIMITS_LAYERS | 201 | must be at most 200, not 201
          TRAINYARD_LIMITS_BODY_SIZE | much | must be a size such as 512MB or 2GB, not "much"
          TRAINYARD_LIMITS_BODY_SIZE | 1KB | must be from 10KB to 1GB, not 1KB
          TRAINYARD_LIMITS_BODY_SIZE | 8388607TB | must be from 10KB to 1GB, not 8388607TB
          TRAINYARD_LIMITS_IMAGES_SIZE | 1025MB | must be from 10KB to 1GB, not 1025MB
          TRAINYARD_LIMITS_TRIAL_MEMORY | 0MB | must be from 1MB to 1TB, not 0
          TRAINYARD_LIMITS_DATASET_UPLOAD | 2TB | must be from 10KB to 1TB, not 2TB
          TRAINYARD_LIMITS_DATASET_MEMORY | 3GB | must be from 10KB to 2047MB, not 3GB
          TRAINYARD_LIMITS_QUEUED_TRIALS | 99999999999 | must be a whole number nearer to 0, not "99999999999"
          TRAINYARD_ROLES | api,wroker | must be one or more of api, worker, separated by commas, not "api,wroker"
          TRAINYARD_DEAD_AFTER | -5s | must be at least 1s.
          TRAINYARD_DEAD_AFTER | 2d | must be at most 1d.
          TRAINYARD_POLL_INTERVAL | 400000d | must be at most 1d.
          TRAINYARD_LIMITS_PICTURE_TIME | 99ms | must be at least 100ms.
          TRAINYARD_LIMITS_PICTURE_TIME | 400000d | must be at most 1d.
          TRAINYARD_LIMITS_BODY_TIME | 400000d | must be at most 1d.
          TRAINYARD_LIMITS_DATASET_TIME | 400000d | must be at most 1d.
          TRAINYARD_DATASETS_MIRROR_PATIENCE | 25d | must be at most 1d.
          TRAINYARD_POLL_INTERVAL | soon | must be a duration such as 500ms, 30s or 2m, not "soon"
          TRAINYARD_ISOLATION | always | must be one of suspect, process, not "always"
          TRAINYARD_ISOLATION_HEAP | 512m | must be a size such as 512MB or 2GB, not "512m"
          TRAINYARD_ISOLATION_HEAP | 100MB | must be from 256MB to
          TRAINYARD_ISOLATION_HEAP | 99999TB | B, not 99999TB
          TRAINYARD_DATASETS_DIRECTORY | /nowhere/at/all | is /nowhere/at/all, which is not a directory that can be read
          TRAINYARD_CUDA_LIBRARIES | /,/nowhere/at/all | is /nowhere/at/all, which is not a directory that can be read
          TRAINYARD_CUDA_LIBRARIES | /,, | is empty
          TRAINYARD_CUDA_LIBRARIES | ~other/lib | only ~/ stands for a home directory
          TRAINYARD_CUDA_DEVICE | -1 | must be at least 0, not -1
          TRAINYARD_CUDA_DEVICE | first | must be a whole number, not "first"
          TRAINYARD_CUDA_TF32 | maybe | must be true or false, not "maybe"
          TRAINYARD_DATASETS_MIRRORS | ftp://example.org | must be http or https addresses such as https://mirror.example.org/data, not ftp://example.org
          TRAINYARD_DATASETS_MIRRORS | http://a b | must be http or https addresses such as https://mirror.example.org/data, not http://a%20b
          TRAINYARD_DATASETS_MIRRORS | , | must be http or https addresses such as https://mirror.example.org/data, not an empty one
          TRAINYARD_DATASETS_MIRRORS | http:///data | must be http or https addresses
          TRAINYARD_DATASETS_MIRRORS | https://example.org/?a=b | must be http or https addresses
          TRAINYARD_ACCESS_HOSTS | http://trains.example.org | must be names or addresses such as trains.example.org, without scheme and port, not http://trains.example.org
          TRAINYARD_ACCESS_ORIGINS | https://lab.example.org,* | must be origins as a browser writes them, such as https://lab.example.org or http://lab.example.org:3000, not *
          TRAINYARD_TRUSTED_PROXIES | 127.0.0.1,10.0.0.0/33 | must be addresses such as 127.0.0.1 or networks such as 10.0.0.0/8, not 10.0.0.0/33
          TRAINYARD_DATASETS_NPM_PATIENCE | 0s | must be at least 1ms.
          TRAINYARD_DATA_DIR | ~other/x | only ~/ stands for a home directory; write ./~other/x if it is a name
          TRAINYARD_DATA_DIR | ${nothing} | Could not resolve placeholder 'nothing'
          """)
  void refusesAWrongOneInOneSentenceThatNamesIt(String variable, String value, String complaint) {
    assertThatThrownBy(() -> check(Map.of(variable, value)))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith(variable)
        .hasMessageContaining(complaint)
        .message()
        .isNotNull()
        .doesNotContain("\n")
        .endsWith(".");
  }

  @Test
  void refusesADataDirectoryThatCannotHoldTheDatabase() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefuses("TRAINYARD_DATA_DIR", file.toString(), "is a file, not a directory");
    assertRefuses("TRAINYARD_DATA_DIR", file.resolve("below").toString(), "nothing can be written");
    assertRefuses("TRAINYARD_DATA_DIR", directory.resolve("a;b").toString(), "with a semicolon");
    assertThat(directory.resolve("a;b")).doesNotExist();
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefuses("TRAINYARD_PORT", port, "cannot listen on port " + port + " of 127.0.0.1");
    }
  }

  @Test
  void meansOnePlaceByARelativeDirectoryWithoutADotAndByTheHomeDirectory() {
    assertThat(dataDirectory("target/data2")).isEqualTo(Path.of("target/data2").toAbsolutePath());
    assertThat(dataDirectory("./target/x/../data2"))
        .isEqualTo(Path.of("target/data2").toAbsolutePath());
    String home = System.setProperty("user.home", directory.toString());
    try {
      assertThat(dataDirectory("~/x")).isEqualTo(directory.resolve("x"));
      assertThat(dataDirectory("~")).isEqualTo(directory);
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void takesAnEmptyVariableForOneThatIsLeftOut() {
    ConfigurableEnvironment environment =
        check(
            Map.of(
                "TRAINYARD_ADDRESS", "",
                "TRAINYARD_SLOTS", " ",
                "TRAINYARD_ROLES", "",
                "TRAINYARD_DATASETS_DIRECTORY", "",
                "SPRING_DATASOURCE_URL", ""));
    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.containsProperty("trainyard.slots")).isFalse();
    assertThat(environment.getProperty("spring.datasource.url"))
        .startsWith("jdbc:h2:file:" + directory + "/trainyard;");

    Map<String, String> nothing = new HashMap<>(Map.of("TRAINYARD_DATA_DIR", ""));
    assertThat(dataDirectory(environment(nothing))).isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void describesEveryLimitWithItsDefault() throws IOException {
    String page = Files.readString(Path.of("src/docs/operation.md"));
    for (Parameter limit : Limits.class.getDeclaredConstructors()[0].getParameters()) {
      String variable =
          "TRAINYARD_LIMITS_"
              + limit.getName().replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
      DefaultValue usual = limit.getAnnotation(DefaultValue.class);
      List<String> values =
          usual == null
              ? List.of("the heap", "a quarter of the heap")
              : List.of("`%s`".formatted(usual.value()[0]));
      assertThat(values)
          .as(variable)
          .anyMatch(value -> page.contains("| `%s` | %s |".formatted(variable, value)));
    }
  }

  private void assertRefuses(String variable, String value, String complaint) {
    assertThatThrownBy(() -> check(Map.of(variable, value)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(complaint);
  }

  private Path dataDirectory(String value) {
    return dataDirectory(check(Map.of("TRAINYARD_DATA_DIR", value)));
  }

  private static Path dataDirectory(ConfigurableEnvironment environment) {
    return Path.of(environment.getRequiredProperty("trainyard.data-dir"));
  }

  /** Checks these variables and a directory and a port that are free, unless they say otherwise. */
  private ConfigurableEnvironment check(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>();
    all.put("TRAINYARD_DATA_DIR", directory.toString());
    all.put("TRAINYARD_PORT", "0");
    all.putAll(variables);
    return environment(all);
  }

  private static ConfigurableEnvironment environment(Map<String, String> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new HashMap<>(variables)));
    try {
      new YamlPropertySourceLoader()
          .load("defaults", new ClassPathResource("application.yaml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(environment);
      new SettingsCheck(
              WorkSettings.class,
              IsolationSettings.class,
              Limits.class,
              DatasetSettings.class,
              EngineSettings.class,
              AccessSettings.class,
              ProxySettings.class)
          .initialize(context);
    }
    return environment;
  }
}
