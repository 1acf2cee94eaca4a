package dev.trainyard.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The process and the machine that train here. */
@Component
class Machine {
  private static final Map<String, String> COMPUTES =
      Map.of(
          "dl4j", "org.deeplearning4j/deeplearning4j-nn",
          "nd4j", "org.nd4j/nd4j-api",
          "openblas", "org.bytedeco/openblas");

  private final String process = hostName() + "/" + ManagementFactory.getRuntimeMXBean().getPid();
  private final String cpu = cpuModel();
  private final Map<String, String> versions;

  Machine(WorkSettings settings) {
    versions = new LinkedHashMap<>();
    versions.put("trainyard", settings.version());
    COMPUTES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(part -> versions.put(part.getKey(), mavenVersion(part.getValue())));
    versions.put("java", Runtime.version().toString());
  }

  /** Host and process id: different for all processes that run at one time. */
  String process() {
    return process;
  }

  /** The processor's name. */
  String cpu() {
    return cpu;
  }

  /** Versions of Trainyard, of what computes, and of Java. */
  Map<String, String> versions() {
    return versions;
  }

  private static String mavenVersion(String artifact) {
    String resource = "META-INF/maven/%s/pom.properties".formatted(artifact);
    try (InputStream in = Machine.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
