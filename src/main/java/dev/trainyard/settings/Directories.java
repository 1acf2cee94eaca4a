package dev.trainyard.settings;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The directories among the settings. Each is resolved once, so that all who use it mean the same
 * place: {@code ~} is the home directory, and what is relative begins where the service is started.
 */
final class Directories {
  private static final String DATA = "trainyard.data-dir";
  private static final String DATASETS = "trainyard.datasets.directory";
  private static final String KEYS = "trainyard.access.keys-file";

  /** Several, separated by commas. */
  private static final String LIBRARIES = "trainyard.cuda.libraries";

  private final ConfigurableEnvironment environment;

  Directories(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Puts absolute paths in the place of what was set, before anything is made of them. */
  void resolve() {
    Map<String, Object> absolute = new LinkedHashMap<>();
    for (String property : new String[] {DATA, DATASETS, KEYS}) {
      String text = text(property);
      if (text != null) {
        absolute.put(property, absolute(Setting.of(property), text).toString());
      }
    }
    String libraries = text(LIBRARIES);
    if (libraries != null) {
      Setting setting = Setting.of(LIBRARIES);
      absolute.put(
          LIBRARIES,
          Stream.of(libraries.split(",", -1))
              .map(library -> absolute(setting, library.strip()).toString())
              .collect(Collectors.joining(",")));
    }
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("absoluteDirectories", absolute));
  }

  /** Creates the data directory if need be and refuses one that cannot be used. */
  void check() {
    Setting data = Setting.of(DATA);
    Path directory = Path.of(environment.getRequiredProperty(DATA));
    checkForDatabase(data, directory);
    try {
      Files.createDirectories(directory);
      Room.check(directory);
    } catch (FileAlreadyExistsException e) {
      throw data.wrong("is %s, which is a file, not a directory".formatted(e.getFile()), e);
    } catch (IOException e) {
      throw data.wrong(
          "is %s, where nothing can be written: %s".formatted(directory, Room.reason(e)), e);
    }
    checkReadable(DATASETS, environment.getProperty(DATASETS));
    for (String library : environment.getProperty(LIBRARIES, String[].class, new String[0])) {
      checkReadable(LIBRARIES, library);
    }
  }

  private static void checkReadable(String property, @Nullable String directory) {
    if (directory != null && !canBeRead(Path.of(directory))) {
      throw Setting.of(property)
          .wrong("is %s, which is not a directory that can be read".formatted(directory), null);
    }
  }

  private static boolean canBeRead(Path directory) {
    return Files.isDirectory(directory) && Files.isReadable(directory);
  }

  /** What H2 would read as something else than a part of the path. */
  private static void checkForDatabase(Setting data, Path directory) {
    String path = directory.toString();
    if (path.contains(";")) {
      throw data.wrong(
          "is %s, but a path with a semicolon cannot hold the database".formatted(path), null);
    }
    if (File.separatorChar != '\\' && path.contains("\\")) {
      throw data.wrong(
          "is %s, but a path with a backslash cannot hold the database".formatted(path), null);
    }
  }

  private @Nullable String text(String property) {
    try {
      return environment.getProperty(property);
    } catch (IllegalArgumentException e) {
      throw Setting.of(property).wrong("cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path absolute(Setting setting, String text) {
    if (text.isBlank()) {
      throw setting.wrong("is empty", null);
    }
    boolean isInHome = text.equals("~") || text.startsWith("~/");
    if (text.startsWith("~") && !isInHome) {
      throw setting.wrong(
          "is %s, but only ~/ stands for a home directory; write ./%s if it is a name"
              .formatted(text, text),
          null);
    }
    try {
      return Path.of(isInHome ? System.getProperty("user.home") + text.substring(1) : text)
          .toAbsolutePath()
          .normalize();
    } catch (InvalidPathException e) {
      throw setting.wrong("is %s, which is not a path: %s".formatted(text, e.getReason()), e);
    }
  }
}
