package dev.trainyard.intake;

import dev.trainyard.dataset.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries of one archive as they come: none comes twice, and there are not too many. */
final class Entries {
  private static final int MOST_NAMED = 5;

  /** macOS puts a hidden file beside every other one; more than that hides something else. */
  private static final int MOST_BESIDE_EACH = 2;

  private static final int MOST_BYCATCH = 1000;

  /** The beginnings of SHA-256: the names themselves may be long. */
  private final Set<Long> seen = new HashSet<>();

  private final List<String> bycatch = new ArrayList<>();
  private int count;
  private int files;
  private int ignored;

  /** Counts an entry, whatever it is, before anything else is asked of it. */
  void count() {
    count++;
    if (count > IntakeLimits.MOST_ENTRIES) {
      throw Wrong.upload(
          "has more than %,d entries; IDX files hold more images"
              .formatted(IntakeLimits.MOST_ENTRIES));
    }
  }

  /**
   * The name of a file that is to be looked at.
   *
   * @return empty for bycatch
   */
  Optional<EntryName> file(String written) {
    EntryName name = EntryName.of(written);
    MessageDigest digest = Sha256.begin();
    byte[] hash = digest.digest(name.folded().getBytes(StandardCharsets.UTF_8));
    if (!seen.add(ByteBuffer.wrap(hash).getLong())) {
      throw Wrong.at(
          name.where(),
          "comes twice, or another one differs from it in upper and lower case alone");
    }
    if (name.isBycatch()) {
      ignored++;
      if (ignored > MOST_BYCATCH + MOST_BESIDE_EACH * files) {
        throw Wrong.upload(
            "has %,d hidden files and %,d others; pack the pictures alone"
                .formatted(ignored, files));
      }
      if (bycatch.size() < MOST_NAMED) {
        bycatch.add(Wrong.shown(String.join("/", name.steps())));
      }
      return Optional.empty();
    }
    files++;
    return Optional.of(name);
  }

  /** What was left out, for people; empty if nothing was. */
  List<String> ignored() {
    List<String> all = new ArrayList<>(bycatch);
    if (ignored > all.size()) {
      all.add("and %,d more".formatted(ignored - all.size()));
    }
    return all;
  }
}
