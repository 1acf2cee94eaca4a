package dev.trainyard.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class KeysTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
  private static final String HASH = "0".repeat(64);

  @TempDir Path directory;
  private KeyFile file;
  private Keys keys;

  @BeforeEach
  void openAFileThatIsNotThere() {
    file = new KeyFile(directory.resolve("below/keys"));
    keys = new Keys(file, false);
  }

  private String add(String name, Role role) throws IOException {
    String secret = Key.newSecret();
    assertThat(file.add(Key.of(name, role, DAY, secret))).isTrue();
    return secret;
  }

  @Test
  void areNeededFromTheMomentThatThereIsAFileUntilTheProcessEnds() throws IOException {
    assertThat(keys.areNeeded()).isFalse();
    add("lab", Role.WRITE);
    assertThat(keys.areNeeded()).isTrue();
    Files.delete(file.path());
    assertThat(keys.areNeeded()).isTrue();
    assertThat(new Keys(file, false).areNeeded()).isFalse();
    assertThat(new Keys(file, true).areNeeded()).isTrue();
  }

  @Test
  void areNeededAlsoAfterTheLastOneWasRevoked() throws IOException {
    add("lab", Role.WRITE);
    assertThat(file.revoke("lab")).isTrue();
    assertThat(new Keys(file, false).areNeeded()).isTrue();
  }

  @Test
  void areFoundByTheirSecretsAsSoonAsTheyAreThereAndAsLong() throws IOException {
    String lab = add("lab", Role.WRITE);
    assertThat(keys.find(lab)).map(Key::name).contains("lab");
    String eye = add("eye", Role.READ);
    assertThat(keys.find(eye)).map(Key::role).contains(Role.READ);
    assertThat(file.revoke("lab")).isTrue();
    assertThat(keys.find(lab)).isEmpty();
    assertThat(keys.find(eye)).isPresent();
    Files.delete(file.path());
    assertThat(keys.find(eye)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ty_", "lab", HASH_AS_SECRET})
  void areNotFoundByAnythingElse(String secret) throws IOException {
    add("lab", Role.WRITE);
    assertThat(keys.find(secret)).isEmpty();
    assertThat(keys.find(file.keys().getFirst().hash())).isEmpty();
  }

  private static final String HASH_AS_SECRET =
      "0000000000000000000000000000000000000000000000000000000000000000";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lab write 2026-11-27",
        "lab admin 2026-11-27 " + HASH_AS_SECRET,
        "lab write yesterday " + HASH_AS_SECRET,
        "lab write 2026-11-27 ty_secret",
        "../lab write 2026-11-27 " + HASH_AS_SECRET
      })
  void areAllRefusedWhileTheFileHasALineThatIsNone(String line) throws IOException {
    String lab = add("lab", Role.WRITE);
    assertThat(keys.find(lab)).isPresent();
    List<String> before = Files.readAllLines(file.path());
    Files.write(file.path(), Stream.concat(before.stream(), Stream.of(line)).toList());
    assertThat(keys.areNeeded()).isTrue();
    assertThat(keys.find(lab)).isEmpty();
    assertThatThrownBy(file::keys).hasMessageStartingWith("line 3 ");
    Files.write(file.path(), before);
    assertThat(keys.find(lab)).isPresent();
  }

  @Test
  void areKeptAsHashesInAFileOfTheirOwnersAlone() throws IOException {
    String lab = add("lab", Role.WRITE);
    assertThat(Files.readString(file.path()))
        .contains("lab write 2026-11-27 ")
        .doesNotContain(lab, lab.substring(3));
    assertThat(lab).matches("ty_[A-Za-z0-9_-]{43}");
    if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
    }
    try (Stream<Path> files = Files.list(file.path().getParent())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("keys", ".keys.lock");
    }
  }

  @Test
  void haveOneNameEach() throws IOException {
    add("lab", Role.WRITE);
    assertThat(file.add(new Key("lab", Role.READ, DAY, HASH))).isFalse();
    assertThat(file.keys()).singleElement().extracting(Key::role).isEqualTo(Role.WRITE);
    assertThat(file.revoke("other")).isFalse();
  }

  @Test
  void areNotTheSameTwice() {
    assertThat(IntStream.range(0, 1000).mapToObj(_ -> Key.newSecret())).doesNotHaveDuplicates();
  }

  @Test
  void rememberTheDayOnWhichTheyWereUsedLast() throws IOException {
    LastUses before = new LastUses(directory, at("2026-11-26T23:59:59Z"));
    before.note("lab");
    before.note("eye");
    LastUses uses = new LastUses(directory, at("2026-11-27T00:00:01Z"));
    uses.note("lab");
    Files.delete(directory.resolve("keys-used"));
    uses.note("lab");
    assertThat(uses.days()).isEmpty();
    before.note("eye");
    new LastUses(directory, at("2026-11-28T00:00:01Z")).note("lab");
    assertThat(uses.days()).containsOnlyKeys("lab").containsValue(LocalDate.of(2026, 11, 28));
  }

  private static Clock at(String moment) {
    return Clock.fixed(Instant.parse(moment), ZoneOffset.UTC);
  }
}
