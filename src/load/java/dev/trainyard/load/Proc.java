package dev.trainyard.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux and the JDK's tools tell of a Java process. */
record Proc(long pid) {
  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

  /** What one process holds at a moment, after a full collection of its garbage. */
  record Holdings(long heapMegabytes, long residentMegabytes, long threads, long files) {
    @Override
    public String toString() {
      return "heap %d MB, resident %d MB, threads %d, open files %d"
          .formatted(heapMegabytes, residentMegabytes, threads, files);
    }
  }

  Holdings holdings() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd does not tell what is used of the heap");
    }
    return new Holdings(
        Long.parseLong(used.group(1)) >> 10, status("VmRSS") >> 10, status("Threads"), files());
  }

  private long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  private long files() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    }
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    tool.waitFor();
    return said;
  }
}
