package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process whose libraries print where its reports go. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no dup")
@NullUnmarked
class StandardOutputIT {

  /** The process. */
  static final class Garrulous {
    public static void main(String[] args) throws Throwable {
      try (OutputStream kept = StandardOutput.keep();
          Arena arena = Arena.ofConfined()) {
        System.out.println("Java prints");
        Linker linker = Linker.nativeLinker();
        int _ =
            (int)
                linker
                    .downcallHandle(
                        linker.defaultLookup().findOrThrow("puts"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(arena.allocateFrom("a library prints"));
        int _ =
            (int)
                linker
                    .downcallHandle(
                        linker.defaultLookup().findOrThrow("fflush"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(MemorySegment.NULL);
        kept.write("a report".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void keepsTheReportsApart() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Garrulous.class.getName())
            .start();

    assertThat(process.inputReader().readAllAsString()).isEqualTo("a report");
    assertThat(process.errorReader().readAllAsString()).contains("Java prints", "a library prints");
    assertThat(process.waitFor()).isZero();
  }
}
