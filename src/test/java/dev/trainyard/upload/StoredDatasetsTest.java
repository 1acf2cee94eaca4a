package dev.trainyard.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.DataFile;
import dev.trainyard.intake.Intake;
import dev.trainyard.intake.IntakeLimits;
import dev.trainyard.intake.IntakeOptions;
import dev.trainyard.intake.Taken;
import dev.trainyard.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class StoredDatasetsTest {
  private static final String TABLE = "a,0,1,2,3\nb,4,5,6,7\na,8,9,10,11\nb,12,13,14,255\n";

  @TempDir Path directory;
  private AnnotationConfigApplicationContext context;
  private StoredDatasets stored;

  /** The least that it needs around it. */
  @EnableTransactionManagement(proxyTargetClass = true)
  static class Parts {
    @Bean
    DataSource dataSource() {
      return new EmbeddedDatabaseBuilder()
          .generateUniqueName(true)
          .setType(EmbeddedDatabaseType.H2)
          .addScripts("db/h2/V1__binary_data.sql", "db/migration/V19__datasets.sql")
          .build();
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource source) {
      return new JdbcTransactionManager(source);
    }

    @Bean
    JdbcClient jdbc(DataSource source) {
      return JdbcClient.create(source);
    }

    @Bean
    JsonMapper json() {
      return JsonMapper.shared();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    Limits limits() {
      Map<String, String> small = Map.of("dataset-upload", "1MB", "dataset-memory", "1MB");
      return new Binder(new MapConfigurationPropertySource(small)).bindOrCreate("", Limits.class);
    }
  }

  @BeforeEach
  void open() {
    context = new AnnotationConfigApplicationContext(Parts.class, StoredDatasets.class);
    stored = context.getBean(StoredDatasets.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void handsOutEachFileAsItWasTakenIn() throws IOException {
    Taken taken = taken();

    stored.add(taken);

    assertThat(stored.find("own")).contains(taken.facts());
    List<DataFile> files = taken.facts().files();
    for (int file = 0; file < files.size(); file++) {
      try (InputStream in = stored.open("own", file)) {
        assertThat(in).hasBinaryContent(Files.readAllBytes(taken.path(files.get(file))));
      }
    }
  }

  @Test
  void keepsNothingOfADatasetWhoseFilesCannotAllBeRead() throws IOException {
    Taken taken = taken();
    Files.delete(taken.path(taken.facts().test().labels()));

    assertThatThrownBy(() -> stored.add(taken)).isInstanceOf(NoSuchFileException.class);

    assertThat(stored.all()).isEmpty();
  }

  private Taken taken() throws IOException {
    return Intake.take(
        Files.writeString(directory.resolve("table.csv"), TABLE, UTF_8),
        Files.createDirectory(directory.resolve("own")),
        new IntakeOptions("own", "Own", null, null, null, List.of(), null, 1, 0.5),
        new IntakeLimits(1 << 20, ""));
  }
}
