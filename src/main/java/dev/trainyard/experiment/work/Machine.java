package dev.trainyard.experiment.work;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.WorkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The process and the machine that train here. */
@Component
class Machine {
  private final String process = hostName() + "/" + ManagementFactory.getRuntimeMXBean().getPid();
  private final String cpu = cpuModel();
  private final Map<String, String> versions;
  private final int slots;

  Machine(WorkSettings settings) {
    slots = settings.slots();
    versions =
        Map.of(
            "trainyard", settings.version(),
            "commit", settings.commit(),
            "java", Runtime.version().toString());
  }

  /** Host and process id: different for all processes that run at one time. */
  String process() {
    return process;
  }

  /** Versions of Trainyard and of Java, and the commit that Trainyard was built from. */
  Map<String, String> versions() {
    return versions;
  }

  /** What computes here, with this engine. */
  Provenance.Hardware hardware(EngineProvenance engine) {
    return new Provenance.Hardware(
        cpu, Runtime.getRuntime().availableProcessors(), engine.threads(), slots, engine.card());
  }

  private static String cpuModel() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpuinfo)) {
      try (Stream<String> lines = Files.lines(cpuinfo)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(() -> System.getProperty("os.arch"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return System.getProperty("os.arch");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
