package dev.trainyard.gpu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line said, handed on to the processes of the sections as system properties.
 *
 * @param engine the engine that is checked
 * @param libraries where NVIDIA's libraries are looked for first
 * @param share the fraction of MNIST's images that is trained, above 0 and at most 1
 * @param seconds all the time that the check may take
 * @param only the sections that run
 */
record Settings(
    String engine, Optional<Path> libraries, double share, double seconds, List<Section> only) {
  static final String USAGE =
      """
      usage: gpu-check.sh [LIBRARIES_FOLDER] [--engine cuda|fused] [--only SECTION,...] \
      [--share FRACTION] [--seconds SECONDS]
        LIBRARIES_FOLDER  has libcublas, libcublasLt and libnvrtc, itself or in its lib,
                          lib64 or, of a Python environment, its packages
        --engine fused    the engine of the CPU in cuda's place: checks the check, proves nothing of a card
        --only            of card, equality, contract, bits, benchmark, pytorch, curves, sweep
        --share           of MNIST's images, for machines that are slow; 1 by default
        --seconds         for all; 290 by default""";

  private static final String PREFIX = "gpu-check.";

  /** The folder into which the archive was unpacked. */
  static Path home() {
    return Path.of(property("home", "."));
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it cannot be understood
   */
  static Settings of(String... arguments) {
    String engine = "cuda";
    Optional<Path> libraries = Optional.empty();
    double share = 1;
    double seconds = Section.ALL_SECONDS;
    List<Section> only = List.of(Section.values());
    List<String> words = new ArrayList<>(List.of(arguments));
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      if (!word.startsWith("--")) {
        libraries = Optional.of(Path.of(word).toAbsolutePath());
        continue;
      }
      if (words.isEmpty()) {
        throw new IllegalArgumentException(word + " wants a value");
      }
      String value = words.removeFirst();
      switch (word) {
        case "--engine" -> engine = value;
        case "--share" -> share = Double.parseDouble(value);
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--only" ->
            only =
                List.of(value.toUpperCase(Locale.ROOT).split(",", -1)).stream()
                    .map(Section::valueOf)
                    .toList();
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    if (!List.of("cuda", "fused").contains(engine)) {
      throw new IllegalArgumentException("--engine is cuda or fused");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("--share is above 0 and at most 1");
    }
    return new Settings(engine, libraries, share, seconds, only);
  }

  /** What a process with the same settings is started with. */
  List<String> properties() {
    List<String> properties = new ArrayList<>();
    properties.add("-D" + PREFIX + "home=" + home());
    properties.add("-D" + PREFIX + "engine=" + engine);
    properties.add("-D" + PREFIX + "share=" + share);
    properties.add("-D" + PREFIX + "seconds=" + seconds);
    libraries.ifPresent(folder -> properties.add("-D" + PREFIX + "libraries=" + folder));
    return properties;
  }

  /** Those that this process was started with. */
  static Settings own() {
    String libraries = property("libraries", "");
    return new Settings(
        property("engine", "cuda"),
        libraries.isEmpty() ? Optional.empty() : Optional.of(Path.of(libraries)),
        Double.parseDouble(property("share", "1")),
        Double.parseDouble(property("seconds", String.valueOf(Section.ALL_SECONDS))),
        List.of(Section.values()));
  }

  /** Seconds of the whole check, for a part of it that takes {@code ofAll} by default. */
  double seconds(double ofAll) {
    return ofAll * seconds / Section.ALL_SECONDS;
  }

  private static String property(String name, String otherwise) {
    return System.getProperty(PREFIX + name, otherwise);
  }
}
