package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.Postgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the migrations make of the rows of every earlier database, on PostgreSQL. */
@NullUnmarked
class UpgradeOnPostgresIT {
  @TempDir Path directory;

  static Stream<EarlierDatabase> earlier() {
    return EarlierDatabase.all();
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void keepsAllThatIsStored(EarlierDatabase earlier) throws SQLException {
    String restored = "jdbc:h2:file:%s".formatted(directory.resolve("trainyard"));
    earlier.restore(restored);
    String url = Postgres.newDatabase();
    migrate(url, String.valueOf(earlier.version()));
    earlier.copy(restored, url);
    Map<String, List<String>> before = EarlierDatabase.contents(url);
    migrate(url, "latest");

    assertThat(before).containsKeys("trial.seed", "epoch.train_loss", "checkpoint.parameters");
    Map<String, List<String>> after = EarlierDatabase.contents(url);
    before.forEach(
        (column, values) -> {
          if (!UpgradeTest.MOVED.contains(column)) {
            assertThat(after.get(column)).as(column).isEqualTo(values);
          }
        });
    String fresh = Postgres.newDatabase();
    migrate(fresh, "latest");
    assertThat(EarlierDatabase.tables(url)).isEqualTo(EarlierDatabase.tables(fresh));
  }

  private static void migrate(String url, String target) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration", "classpath:db/postgresql")
        .target(target)
        .load()
        .migrate();
  }
}
