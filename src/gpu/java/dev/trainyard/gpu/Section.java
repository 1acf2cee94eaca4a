package dev.trainyard.gpu;

import java.util.Locale;

/**
 * A part of the check, in the order in which they run. Each has a process of its own, so that what
 * breaks the card's context or the process in one leaves the others alone.
 */
enum Section {
  CARD(15, EngineUnderTest::describe),
  EQUALITY(75, Suites::equality),
  CONTRACT(30, Suites::contract),
  BITS(35, Bits::check),
  BENCHMARK(70, Benchmark::measure),
  PYTORCH(55, Torch::measure),
  CURVES(25, Suites::curves),
  SWEEP(60, Sweep::train);

  /** All the time there is by default; the limits are parts of it. */
  static final int ALL_SECONDS = 290;

  /** What a section does. */
  interface Body {
    void run(Lines lines) throws Exception;
  }

  private final int seconds;

  @SuppressWarnings("ImmutableEnumChecker") // References to static methods.
  private final Body body;

  Section(int seconds, Body body) {
    this.seconds = seconds;
    this.body = body;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long it may take where the whole check may take {@code all}; seconds. */
  double limit(double all) {
    return seconds * all / ALL_SECONDS;
  }

  /** Runs one section in this process. */
  static void main(String[] arguments) {
    Section section = valueOf(arguments[0]);
    Lines lines = new Lines(section.title());
    try {
      section.body.run(lines);
      System.exit(0);
    } catch (EngineUnderTest.Unavailable reason) {
      lines.judge("the engine can be used", false, String.valueOf(reason.getMessage()));
      System.exit(GpuCheck.UNAVAILABLE);
    } catch (Throwable e) {
      e.printStackTrace();
      lines.judge("runs to its end", false, e.toString());
      System.exit(1);
    }
  }
}
