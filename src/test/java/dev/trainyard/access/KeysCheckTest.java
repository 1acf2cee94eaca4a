package dev.trainyard.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

@NullUnmarked
class KeysCheckTest {
  private final MockEnvironment settings = new MockEnvironment();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void chooseAFile() {
    file = directory.resolve("keys");
    settings.setProperty("trainyard.access.keys-file", file.toString());
  }

  private void check() {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context.setEnvironment(settings);
      new KeysCheck().initialize(context);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void refusesAServiceThatOtherMachinesReachAndThatHasNoKey(String address) throws IOException {
    settings.setProperty("server.address", address);
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(address)
        .hasMessageContaining(file.toString());
    new KeyFile(file).add(Key.of("lab", Role.READ, LocalDate.EPOCH, Key.newSecret()));
    assertThatCode(this::check).doesNotThrowAnyException();
    new KeyFile(file).revoke("lab");
    assertThatThrownBy(this::check).isInstanceOf(StartRefused.class);
  }

  @Test
  void refusesAServiceWithoutAnAddressForThatIsAllOfThem() {
    assertThatThrownBy(this::check).hasMessageContaining("all addresses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "localhost"})
  void needsNoKeyOnThisMachineAlone(String address) {
    settings.setProperty("server.address", address);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void needsNoKeyWhereOnlyTrialsAreTrained() {
    settings.setProperty("server.address", "0.0.0.0");
    settings.setProperty("trainyard.roles", "worker");
    assertThatCode(this::check).doesNotThrowAnyException();
    settings.setProperty("trainyard.roles", "worker,API");
    assertThatThrownBy(this::check).isInstanceOf(StartRefused.class);
  }

  @Test
  void refusesAFileThatItCannotRead() throws IOException {
    settings.setProperty("server.address", "127.0.0.1");
    Files.writeString(file, "ty_a-key-that-was-pasted-here\n");
    assertThatThrownBy(this::check)
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "%s, which has the API keys, cannot be read: line 1 is not a name, a role, a day and a SHA-256 in hexadecimal digits.",
            file);

    Files.write(file, new byte[] {'l', (byte) 0xfc, 'b'});
    assertThatThrownBy(this::check)
        .hasMessage("%s, which has the API keys, cannot be read: it is not text in UTF-8.", file);
  }
}
