package dev.trainyard.intake;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a file in an archive, of which nothing is ever made but a label and a sentence.
 *
 * @param steps the folders from the outermost, and the file
 */
record EntryName(List<String> steps) {
  private static final int LONGEST = 1000;
  private static final int DEEPEST = 12;
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);

  /** What file managers put beside files. */
  private static final Set<String> BYCATCH = Set.of("__macosx", "thumbs.db", "desktop.ini");

  /** What a decoder of UTF-8 puts in the place of bytes that are none. */
  private static final char UNDECODED = '\ufffd';

  /** Refuses a name that was not UTF-8: two of them may look the same once they are decoded. */
  static void requireUtf8(String name) {
    if (name.indexOf(UNDECODED) >= 0) {
      throw Wrong.at(
          Wrong.entry(name),
          "has a name that is not UTF-8, where %c stands; name it in plain letters, or pack it with names in UTF-8"
              .formatted(UNDECODED));
    }
  }

  /**
   * Refuses a name that leads out of its archive, or anywhere but to one place in it, or that was
   * not UTF-8.
   */
  static EntryName of(String name) {
    requireUtf8(name);
    String where = Wrong.entry(name);
    if (name.length() > LONGEST) {
      throw Wrong.at(
          where, "has a name of %,d characters; at most %,d".formatted(name.length(), LONGEST));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw Wrong.at(where, "has a control character in its name");
    }
    if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
      throw Wrong.at(where, "has an absolute name");
    }
    if (name.contains("\\")) {
      throw Wrong.at(where, "has a backslash in its name; a slash parts folders");
    }
    String plain = name.replaceFirst("^\\./", "").replaceFirst("/$", "");
    List<String> steps = List.of(plain.split("/", -1));
    if (steps.contains("..")) {
      throw Wrong.at(where, "leads out of the archive");
    }
    if (steps.size() > DEEPEST) {
      throw Wrong.at(where, "lies in more than %d folders".formatted(DEEPEST));
    }
    boolean isRoot = plain.isEmpty() || plain.equals(".");
    if (!isRoot && (steps.contains("") || steps.contains("."))) {
      throw Wrong.at(where, "has an empty step in its name");
    }
    return new EntryName(steps);
  }

  /** Whether it is hidden, or nothing but bycatch of a file manager. */
  boolean isBycatch() {
    return steps.stream()
        .anyMatch(step -> step.startsWith(".") || BYCATCH.contains(step.toLowerCase(Locale.ROOT)));
  }

  /** The file without its folders. */
  String file() {
    return steps.getLast();
  }

  /** The same for names that some file systems hold for the same. */
  String folded() {
    return Normalizer.normalize(String.join("/", steps), Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT);
  }

  /** As it stands in a sentence. */
  String where() {
    return Wrong.entry(String.join("/", steps));
  }
}
