package dev.trainyard.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class KeysCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private int run(String command) {
    out.reset();
    err.reset();
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.add("--trainyard.data-dir=" + directory);
    return KeysCommand.run(
        args.toArray(String[]::new),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  @Test
  void printsANewKeyAloneAndSaysOfItWhatIsToBeSaid() throws IOException {
    assertThat(run("keys add --role write --name lab")).isZero();
    String secret = out.toString(UTF_8).strip();
    assertThat(new Keys(new KeyFile(directory.resolve("keys")), false).find(secret))
        .map(Key::role)
        .contains(Role.WRITE);
    assertThat(err.toString(UTF_8))
        .contains("the key lab, which may write", directory.resolve("keys").toString())
        .doesNotContain(secret);
  }

  @Test
  void listsKeysWithTheirDays() throws IOException {
    run("keys add --name=eye --role=read");
    run("keys add --name lab --role write");
    Files.write(directory.resolve("keys-used"), List.of("eye 2099-01-02", "lab 2001-01-02"));
    assertThat(run("keys list")).isZero();
    assertThat(out.toString(UTF_8).lines())
        .satisfiesExactly(
            eye -> assertThat(eye).matches("eye  read  made \\S+  last used 2099-01-02"),
            lab -> assertThat(lab).matches("lab  write  made \\S+  never used"));
  }

  @Test
  void revokesAKeyAndSaysThatTheServiceStaysShut() {
    run("keys add --name lab --role write");
    assertThat(run("keys revoke --name lab")).isZero();
    assertThat(err.toString(UTF_8)).contains("lab is revoked", "requests still need a key");
    assertThat(run("keys list")).isZero();
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(run("keys revoke --name lab")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("There is no key lab.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keys | keys needs one of add, list, revoke.
          keys remove | keys needs one of add, list, revoke.
          keys add --name lab | --role is missing.
          keys add --role read | --name is missing.
          keys add --role admin --name lab | --role must be read or write, not "admin".
          keys add --role read --name ../lab | --name must be up to 64 letters
          keys add --role read --name | --name needs a value.
          keys add lab | lab is not known here.
          keys add --name lab --role read --role=write | --role comes twice.
          keys add --role read --name lab --days 3 | --days is not known here.
          keys list --name lab | --name is not known here.
          """)
  void saysWhatIsWrongAndHowItIsUsed(String command, String complaint) {
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith(complaint).contains("keys add --role read|write");
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(directory.resolve("keys")).doesNotExist();
  }

  @Test
  void refusesASecondKeyOfOneName() {
    run("keys add --name lab --role write");
    assertThat(run("keys add --name lab --role read")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("There is a key lab already; revoke it first.");
  }

  @Test
  void leavesAFileAloneThatItCannotRead() throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), "something else\n");
    assertThat(run("keys add --name lab --role write")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("line 1 ");
    assertThat(file).hasContent("something else\n");
  }
}
