package dev.trainyard;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when a thread that nobody watches dies because there is no memory left. Such a
 * thread may be the one that accepts connections: a process without it would train on and answer
 * nobody. Whoever starts it anew finds everything as it was at the last epoch.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {
  /** That of the JVM's own {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int EXIT_STATUS = 3;

  /** Made in time: nothing can be made when it is needed. */
  private final byte[] message =
      "The memory is used up, and a thread of the service has died of it; the process ends and can be started again\n"
          .getBytes(StandardCharsets.UTF_8);

  private final FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);

  private LastResort() {}

  /** From now on, for all threads that have no handler of their own. */
  static void install() {
    Thread.setDefaultUncaughtExceptionHandler(new LastResort());
  }

  @Override
  @SuppressWarnings("CatchAndPrintStackTrace")
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      try {
        standardError.write(message);
      } catch (IOException | OutOfMemoryError unheard) {
        // It ends all the same.
      } finally {
        Runtime.getRuntime().halt(EXIT_STATUS);
      }
    }
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    thrown.printStackTrace();
  }
}
