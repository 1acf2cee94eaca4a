package dev.trainyard.isolation;

import java.util.Map;

/** A process that trained one trial has ended without having said how its training has. */
public final class ProcessDied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A process that a signal ends has this plus the signal as its exit status. */
  private static final int SIGNAL = 128;

  /** The numbers that Linux and macOS share. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP",
          2, "SIGINT",
          3, "SIGQUIT",
          4, "SIGILL",
          6, "SIGABRT",
          8, "SIGFPE",
          9, "SIGKILL",
          11, "SIGSEGV",
          15, "SIGTERM");

  /**
   * A process that has ended.
   *
   * @param how reads on after "it died": "by SIGKILL"
   */
  private ProcessDied(String how) {
    super(how);
  }

  /** A process that has ended with an exit status. */
  static ProcessDied withStatus(int status) {
    String signal = SIGNALS.get(status - SIGNAL);
    return new ProcessDied(
        signal == null
            ? "with exit status %d".formatted(status)
            : "by %s (exit status %d)%s".formatted(signal, status, hint(signal)));
  }

  /** A process that had to be ended, because what it said is not what the contract says. */
  static ProcessDied garbled(Garbled garbled) {
    return new ProcessDied("because " + garbled.getMessage());
  }

  /** How; reads on after "it died". */
  public String how() {
    return String.valueOf(getMessage());
  }

  private static String hint(String signal) {
    return switch (signal) {
      case "SIGKILL" -> ", as the system ends a process when memory is short";
      case "SIGSEGV", "SIGABRT", "SIGILL", "SIGFPE" -> ", a fault in native code";
      default -> "";
    };
  }
}
