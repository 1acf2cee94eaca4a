package dev.trainyard.gpu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of the same Java, the same classes and the same settings. */
final class Jvm {
  private Jvm() {}

  static ProcessBuilder running(Settings settings, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.bytedeco.javacpp.cachedir=" + Settings.home().resolve("cache")));
    command.addAll(settings.properties());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Ends a process with all that it has started. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
