package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.settings.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** What the migrations make of every earlier database, on the embedded one. */
@Execution(ExecutionMode.CONCURRENT)
@NullUnmarked
class UpgradeTest {
  /** What goes on in another column, or means something else. */
  static final Set<String> MOVED =
      Set.of("idempotency_key.experiment_id", "trial.fruitless_attempts");

  /**
   * Those of which none is kept: steps between two that are, and the present one. Before the next
   * one, keep one of the present.
   */
  private static final Set<Integer> PRESENT = Set.of(15, 16, 17, 21, 22);

  private static final String LOCATIONS = "classpath:db/migration,classpath:db/{vendor}";

  @TempDir Path directory;

  static Stream<EarlierDatabase> earlier() {
    return EarlierDatabase.all();
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void keepsAllThatIsStored(EarlierDatabase earlier) throws SQLException {
    String url = url("trainyard");
    earlier.restore(url);
    Map<String, List<String>> before = EarlierDatabase.contents(url);
    assertThatCode(() -> check(url)).doesNotThrowAnyException();
    migrate(url);

    assertThat(before).containsKeys("trial.seed", "epoch.train_loss", "checkpoint.parameters");
    Map<String, List<String>> after = EarlierDatabase.contents(url);
    before.forEach(
        (column, values) -> {
          if (!MOVED.contains(column)) {
            assertThat(after.get(column)).as(column).isEqualTo(values);
          }
        });
    assertThat(EarlierDatabase.tables(url)).isEqualTo(EarlierDatabase.tables(fresh()));
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void remembersWhereAKeyLedTo(EarlierDatabase earlier) throws SQLException {
    String url = url("trainyard");
    earlier.restore(url);
    migrate(url);

    List<String> locations =
        EarlierDatabase.contents(url).getOrDefault("idempotency_key.location", List.of());
    // Experiment 1 belongs to a study in those that know studies.
    assertThat(locations)
        .isEqualTo(
            earlier.version() < 8 || earlier.version() >= 12
                ? List.of("/experiments/1", "/experiments/2")
                : List.of("/experiments/2", "/studies/1"));
  }

  @Test
  void saysInASentenceThatAMigrationFailed() throws SQLException {
    String url = url("forgetful");
    migrate(url);
    try (Connection connection = DriverManager.getConnection(url, "", "");
        Statement statement = connection.createStatement()) {
      statement.execute("delete from \"flyway_schema_history\" where \"installed_rank\" > 5");
    }
    FlywayException failed = catchThrowableOfType(FlywayException.class, () -> migrate(url));

    FailureAnalysis analysis =
        new FailedMigrationAnalyzer(environment(url)).analyze(new IllegalStateException(failed));

    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription())
        .startsWith(
            "The database " + DatabaseSettings.shown(url) + " cannot be brought to the schema")
        .endsWith("V6__cores.sql: Duplicate column name \"CORES\".")
        .doesNotContain("\n");
    assertThat(analysis.getAction()).contains("the copy that was made before");
    assertThatThrownBy(() -> check(url))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is between two schemas")
        .hasMessageContaining("version 6");
  }

  @Test
  void triesEveryVersionThatThereWas() throws Exception {
    Path all = Path.of("src/main/resources/db");
    Set<Integer> migrations;
    try (Stream<Path> common = Files.list(all.resolve("migration"));
        Stream<Path> own = Files.list(all.resolve("h2"))) {
      migrations =
          Stream.concat(common, own)
              .map(file -> file.getFileName().toString().replaceFirst("^V(\\d+)__.*", "$1"))
              .map(Integer::valueOf)
              .collect(Collectors.toSet());
    }
    // The first is a type alone. Two and three were one step, which the next could not take from
    // there with trials in it; it was in use for minutes.
    migrations.removeAll(Set.of(1, 2, 3));
    migrations.removeAll(PRESENT);
    assertThat(EarlierDatabase.all().map(EarlierDatabase::version))
        .containsExactlyInAnyOrderElementsOf(migrations);
  }

  private String url(String name) {
    return "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(directory.resolve(name));
  }

  private String fresh() {
    String url = url("fresh");
    migrate(url);
    return url;
  }

  private static void migrate(String url) {
    Flyway.configure()
        .dataSource(url, "", "")
        .locations(LOCATIONS.replace("{vendor}", "h2").split(","))
        .load()
        .migrate();
  }

  /** What a start does before the migrations. */
  private static void check(String url) {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(environment(url));
      new DatabaseCheck().initialize(context);
    }
  }

  private static MockEnvironment environment(String url) {
    return new MockEnvironment()
        .withProperty("spring.datasource.url", url)
        .withProperty("spring.flyway.locations", LOCATIONS);
  }
}
