package dev.trainyard.settings;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The service does not start as it is set up; says why, and what its operator can do about it. */
public class StartRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * A refusal that its operator can do something about.
   *
   * @param reason a sentence with a full stop that names the setting or the file
   * @param remedy what to do, in the imperative
   */
  public StartRefused(String reason, String remedy, @Nullable Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
