package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.settings.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** What a start makes of a file that is in the database's place. */
@NullUnmarked
class DatabaseFileTest {

  /** What can happen to a file. */
  interface Damage {
    byte[] to(byte[] file);
  }

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void createADatabaseWithData() throws IOException {
    file = directory.resolve("trainyard.mv.db");
    check();
    JdbcClient jdbc = jdbc("trainyard");
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);
    jdbc.sql("create table filler (data blob)").update();
    jdbc.sql("insert into filler values (?)").param(large).update();
    jdbc.sql("shutdown compact").update();
  }

  static Stream<Named<Damage>> damages() {
    return Stream.of(
        Named.of("cut to 90 %", whole -> Arrays.copyOf(whole, whole.length * 9 / 10)),
        Named.of("cut to 50 %", whole -> Arrays.copyOf(whole, whole.length / 2)),
        Named.of("cut to 0 bytes", _ -> new byte[0]),
        Named.of(
            "zeroes from its middle on", whole -> zeroed(whole, whole.length / 2, whole.length)),
        Named.of("zeroes at its beginning", whole -> zeroed(whole, 0, 8192)),
        Named.of("zeroes alone", whole -> new byte[whole.length]),
        Named.of("noise", DatabaseFileTest::noise),
        Named.of("text", _ -> "Not a database.\n".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesADamagedFileAndLeavesItAsItIs(Damage damage) throws IOException {
    byte[] damaged = damage.to(Files.readAllBytes(file));
    Files.write(file, damaged);

    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("The database file %s (%,d bytes)", file, damaged.length)
        .hasMessageContaining("Nothing was written to it");
    assertThat(file).hasBinaryContent(damaged);
  }

  @Test
  void takesNothingButAFileForADatabase() throws IOException {
    Files.delete(file);
    Path elsewhere = directory.resolve("disk").resolve("trainyard.mv.db");
    Files.createSymbolicLink(file, elsewhere);
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file + ", where the database is to be, is a link that leads to no");
    assertThat(Files.readSymbolicLink(file)).isEqualTo(elsewhere);

    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file + ", where the database is to be, is not a file");
  }

  @Test
  void followsALinkToAFileWhoseNameH2LeavesWhole() throws IOException {
    Path other = directory.resolve("real.bin");
    Files.createSymbolicLink(file, Files.move(file, other));
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is a link to " + other.toRealPath())
        .hasMessageContaining("does not end in .mv.db");
    assertThat(directory.resolve("re.mv.db")).doesNotExist();

    Path kept = Files.move(other, directory.resolve("kept.mv.db"));
    Files.delete(file);
    Files.createSymbolicLink(file, kept);
    check();
    assertThat(jdbc("trainyard").sql("select count(*) from filler").query(Integer.class).single())
        .isEqualTo(1);
  }

  @Test
  void refusesAnotherProgramsDatabase() throws IOException {
    Files.delete(file);
    jdbc("trainyard").sql("create table customer (id integer)").update();
    assertRefused("is no database of this service");
  }

  @Test
  void refusesADatabaseOfAnotherProgramThatUsesFlywayAsWell() throws IOException {
    jdbc("trainyard")
        .sql("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '2'")
        .update();
    assertRefused("has tables that this service did not make");
  }

  @Test
  void refusesANewerSchema() throws IOException {
    jdbc("trainyard")
        .sql(
            """
            insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script",
              "checksum", "installed_by", "execution_time", "success")
            values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, true)
            """)
        .update();
    assertRefused("belongs to a newer Trainyard: its schema has version 99, this one knows up to");
  }

  @Test
  void takesAFileThatWasNotClosedAndOneWithTransactionsThatWereNotEnded() throws Exception {
    JdbcDataSource other = dataSource("other");
    other.setURL(other.getURL() + ";WRITE_DELAY=0");
    Files.move(file, directory.resolve("other.mv.db"));
    try (var connection = other.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("update filler set data = x'00'");
      statement.execute("checkpoint sync");
      // What a power failure leaves.
      Files.copy(directory.resolve("other.mv.db"), file);
    }
    byte[] before = Files.readAllBytes(file);

    assertThatCode(this::check).doesNotThrowAnyException();
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void beginsAgainWhatAKilledFirstStartHasLeft() throws IOException {
    Files.delete(file);
    Files.writeString(directory.resolve("trainyard.new.mv.db"), "half a database");
    check();

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(jdbc("trainyard").sql("select count(*) from trial").query(Integer.class).single())
        .isZero();
  }

  private void assertRefused(String complaint) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(complaint);
    assertThat(file).hasBinaryContent(before);
  }

  /** What a start does before anything is opened. */
  private void check() {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(
          new MockEnvironment()
              .withProperty(
                  "spring.datasource.url",
                  "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(directory.resolve("trainyard")))
              .withProperty(
                  "spring.flyway.locations", "classpath:db/migration,classpath:db/{vendor}"));
      new DatabaseCheck().initialize(context);
    }
  }

  private JdbcClient jdbc(String name) {
    return JdbcClient.create(dataSource(name));
  }

  private JdbcDataSource dataSource(String name) {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:file:" + directory.resolve(name));
    return dataSource;
  }

  private static byte[] zeroed(byte[] whole, int from, int to) {
    byte[] zeroed = whole.clone();
    Arrays.fill(zeroed, from, to, (byte) 0);
    return zeroed;
  }

  private static byte[] noise(byte[] whole) {
    byte[] noise = new byte[whole.length];
    new Random(2).nextBytes(noise);
    return noise;
  }
}
