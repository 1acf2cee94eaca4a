package dev.trainyard.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Lets those who ask the service go before what it trains: a training keeps all cores busy for
 * hours, an answer needs one for a moment.
 */
public final class Background {
  /** Of 19: a busy thread of the usual niceness gets three times as much of a core. */
  static final int NICENESS = 5;

  private static final int ONE_THREAD = 0;
  private static final int THE_CALLING_ONE = 0;

  private static final Optional<MethodHandle> SET_PRIORITY = setPriority();

  private Background() {}

  /**
   * Makes the calling thread, and those that it starts from now on, nicer for good. Elsewhere than
   * on Linux, where only a whole process has a niceness, nothing happens.
   */
  public static void enter() {
    SET_PRIORITY.ifPresent(
        setPriority -> {
          try {
            // What comes back tells whether it was allowed, and it always is to become nicer.
            int _ = (int) setPriority.invokeExact(ONE_THREAD, THE_CALLING_ONE, NICENESS);
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Optional<MethodHandle> setPriority() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(
            address ->
                linker.downcallHandle(
                    address, FunctionDescriptor.of(number, number, number, number)));
  }
}
