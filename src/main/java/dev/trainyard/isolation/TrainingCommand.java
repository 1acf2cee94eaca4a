package dev.trainyard.isolation;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** How a process is started that trains one trial: this Java, these classes, options of its own. */
final class TrainingCommand {
  /** Knows how to read the jars in the service's jar, where the service is started from that. */
  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  private static final String APPLICATION = "dev.trainyard.TrainyardApplication";

  /** Options of this process that say where native libraries are unpacked and classes archived. */
  private static final List<String> PASSED_ON =
      List.of("-Dorg.bytedeco.", "-Djava.io.tmpdir=", "-XX:AOTCache=", "-XX:SharedArchiveFile=");

  /** Of the service's own settings, passwords among them, it is told those of its engines alone. */
  private static final List<String> KEPT_BACK = List.of("TRAINYARD_", "SPRING_", "CLASSPATH");

  /** Where engines keep what they have compiled. */
  private static final String DATA = "trainyard.data-dir";

  /** What begins so says how an engine comes to a card. */
  private static final String CARD = "trainyard.cuda";

  private TrainingCommand() {}

  /**
   * A process that is about to be started.
   *
   * @param heapBytes of its heap at most
   * @param settings of the service
   */
  static ProcessBuilder of(long heapBytes, Environment settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapBytes);
    // What the virtual machine itself has to say is no part of the standard output.
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-Xlog:disable");
    command.add("-Xlog:all=warning:stderr");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.awt.headless=true");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> PASSED_ON.stream().anyMatch(argument::startsWith))
        .forEach(command::add);
    command.add("-D%s=%s".formatted(DATA, settings.getRequiredProperty(DATA)));
    Binder.get(settings)
        .bind(CARD, Bindable.mapOf(String.class, String.class))
        .ifBound(
            card ->
                card.forEach(
                    (name, value) -> command.add("-D%s.%s=%s".formatted(CARD, name, value))));
    command.add("-cp");
    command.add(classPath());
    command.add(ClassUtils.isPresent(LAUNCHER, launchers()) ? LAUNCHER : APPLICATION);
    command.add(TrainingProcess.NAME);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> KEPT_BACK.stream().anyMatch(name::startsWith));
    return builder;
  }

  private static ClassLoader launchers() {
    return ClassLoader.getSystemClassLoader();
  }

  private static String classPath() {
    String path = System.getProperty("java.class.path");
    return path.isEmpty() ? "." + File.separator : path;
  }
}
