package dev.trainyard.engine.cuda.driver;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A shared library that is loaded, for as long as the process lives.
 *
 * @param title what a message calls it
 */
record Library(String title, SymbolLookup symbols) {

  private static final long LONGEST_TEXT = 4096;

  /** A call of one of its functions; all but a few return an error code, 0 for none. */
  interface Call {
    int invoke() throws Throwable;
  }

  /** Calls {@code function}. */
  static int call(String function, Call call) {
    try {
      return call.invoke();
    } catch (Throwable e) {
      throw new IllegalStateException(function + " could not be called", e);
    }
  }

  /** A function that returns an int. */
  MethodHandle function(String name, MemoryLayout... arguments) {
    return bind(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /** The name of an error as {@code function} of this library, which returns a text, knows it. */
  String errorName(String function, int code) {
    MethodHandle handle =
        bind(function, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    try {
      return text((MemorySegment) handle.invokeExact(code));
    } catch (Throwable e) {
      throw new IllegalStateException(function + " could not be called", e);
    }
  }

  /** The text that a C pointer points to. */
  static String text(MemorySegment pointer) {
    return pointer.address() == 0
        ? "an unknown error"
        : pointer.reinterpret(LONGEST_TEXT).getString(0);
  }

  private MethodHandle bind(String name, FunctionDescriptor descriptor) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(
                () ->
                    new CardUnavailable(
                        "%s has no function %s. Update it.".formatted(title, name)));
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }
}
