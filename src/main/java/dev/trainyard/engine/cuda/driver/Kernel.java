package dev.trainyard.engine.cuda.driver;

/**
 * A function that many threads of the card run at once; it lives as long as its {@link Kernels}.
 */
public final class Kernel {
  private final String name;
  private final long function;

  Kernel(String name, long function) {
    this.name = name;
    this.function = function;
  }

  /** Its name in the source. */
  public String name() {
    return name;
  }

  long function() {
    return function;
  }
}
