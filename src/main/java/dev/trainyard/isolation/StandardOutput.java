package dev.trainyard.isolation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The standard output of this process, where nobody else writes to it. */
final class StandardOutput {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private StandardOutput() {}

  /**
   * Keeps it for the caller alone: what Java and native libraries print from now on goes to the
   * standard error. Where the system has no {@code dup}, as on Windows, that holds for Java only.
   */
  static OutputStream keep() throws IOException {
    OutputStream kept = duplicate();
    System.setOut(System.err);
    return kept;
  }

  private static OutputStream duplicate() throws IOException {
    Linker linker = Linker.nativeLinker();
    var dup = linker.defaultLookup().find("dup");
    var dup2 = linker.defaultLookup().find("dup2");
    if (dup.isEmpty() || dup2.isEmpty()) {
      return new FileOutputStream(FileDescriptor.out);
    }
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    MethodHandle copy = linker.downcallHandle(dup.get(), FunctionDescriptor.of(number, number));
    MethodHandle replace =
        linker.downcallHandle(dup2.get(), FunctionDescriptor.of(number, number, number));
    try {
      int kept = (int) copy.invokeExact(OUT);
      OutputStream own = new FileOutputStream("/dev/fd/" + kept);
      if ((int) replace.invokeExact(ERR, OUT) != OUT) {
        throw new IOException("the standard output cannot be moved");
      }
      return own;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
