package dev.trainyard.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days on which keys were used last. They are not in the file of the keys, which the service
 * does not write: it may be a secret that is mounted to be read only.
 */
final class LastUses {
  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

  private final PrivateFile file;
  private final Clock clock;
  private final Map<String, LocalDate> noted = new TreeMap<>();

  /**
   * What is kept in a data directory.
   *
   * @param clock in UTC
   */
  LastUses(Path dataDirectory, Clock clock) {
    this.file = new PrivateFile(dataDirectory.resolve("keys-used"));
    this.clock = clock;
  }

  /** Notes that a key was used; writes at most once a day for each. */
  synchronized void note(String name) {
    LocalDate today = LocalDate.now(clock);
    if (!today.equals(noted.put(name, today))) {
      try {
        file.change(
            lines -> {
              Map<String, LocalDate> days = days(lines);
              days.put(name, today);
              List<String> next = new ArrayList<>();
              days.forEach((key, day) -> next.add(key + " " + day));
              return next;
            });
      } catch (IOException e) {
        LOG.warn("it is not noted that the API key {} was used: {}", name, e.toString());
      }
    }
  }

  /** The last day of each key that was used. */
  Map<String, LocalDate> days() throws IOException {
    return days(file.lines());
  }

  private static Map<String, LocalDate> days(List<String> lines) {
    Map<String, LocalDate> days = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 2);
      try {
        days.put(parts[0], LocalDate.parse(parts[parts.length - 1]));
      } catch (DateTimeParseException e) {
        LOG.debug("{} has a line that is none: {}", "keys-used", line, e);
      }
    }
    return days;
  }
}
