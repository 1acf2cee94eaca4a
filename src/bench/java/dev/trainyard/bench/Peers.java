package dev.trainyard.bench;

import dev.trainyard.bench.Contestant.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Who takes part, and in which thread settings. */
final class Peers {
  static final String FUSED = "Trainyard, fused";
  static final String REFERENCE = "Trainyard, dl4j";
  static final String TORCH = "PyTorch (Debian)";
  static final String DJL = "PyTorch through DJL";
  static final String DL4J = "DL4J's own fit";
  static final String PEAK = "SGEMM";

  /** Who is also measured while another process keeps a core busy. */
  static final Set<String> DISTURBED = Set.of(FUSED, TORCH, DJL);

  static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/bench/pytorch/contestant.py");

  private final String data;
  private final boolean torchInstalled;

  /**
   * @param data the directory that has the IDX files
   */
  Peers(Path data) {
    this.data = data.toString();
    this.torchInstalled = importsTorch();
    if (!torchInstalled) {
      System.out.println("PyTorch is not installed (Debian: python3-torch libopenblas0-pthread)");
    }
  }

  /** Everybody, with one thread and with all. */
  List<Entry> single(Workload workload) {
    return IntStream.of(1, CORES)
        .distinct()
        .mapToObj(threads -> single(workload, threads))
        .flatMap(List::stream)
        .toList();
  }

  private List<Entry> single(Workload workload, int threads) {
    List<Entry> entries = new ArrayList<>();
    entries.add(peak("oneDNN", threads));
    entries.add(peak("OpenBLAS", threads));
    entries.add(engine(FUSED, workload, workload.shares().fused(), "fused", threads, 1));
    if (threads == 1) {
      // It takes one thread for each trial, whatever it is given.
      entries.add(engine(REFERENCE, workload, workload.shares().dl4j(), "dl4j", threads, 1));
    }
    if (torchInstalled) {
      entries.addAll(torch(workload, threads));
    }
    entries.add(djl(workload, threads));
    entries.add(dl4j(workload, threads));
    return entries;
  }

  /** One process that trains two trials. */
  List<Entry> fusedPair(Workload workload) {
    return List.of(engine(FUSED, workload, workload.shares().fused(), "fused", 1, 2));
  }

  /** Two processes of one thread each. */
  List<Entry> torchPair(Workload workload) {
    Entry one = torchInstalled ? torch(workload, 1, 1) : djl(workload, 1);
    return List.of(one, one);
  }

  private static Entry peak(String library, int threads) {
    return jvm(
        PEAK,
        threads,
        library,
        1,
        Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"),
        SgemmContestant.class,
        library,
        threads);
  }

  private Entry engine(
      String family, Workload workload, double share, String engine, int threads, int trials) {
    return jvm(
        family,
        threads,
        "",
        share,
        Map.of(),
        EngineContestant.class,
        data,
        workload.preset(),
        share,
        engine,
        threads,
        trials);
  }

  private List<Entry> torch(Workload workload, int threads) {
    if (threads == 1) {
      return List.of(torch(workload, 1, 1));
    }
    return List.of(
        torch(workload, 1, threads),
        torch(workload, threads, 1),
        torch(workload, threads, threads));
  }

  private Entry torch(Workload workload, int torchThreads, int blasThreads) {
    return new Entry(
        TORCH,
        Math.max(torchThreads, blasThreads),
        "torch %d, OpenBLAS %d".formatted(torchThreads, blasThreads),
        workload.shares().torch(),
        List.of(
            PYTHON.toString(),
            SCRIPT.toString(),
            data,
            workload.preset(),
            String.valueOf(workload.shares().torch()),
            String.valueOf(torchThreads)),
        Map.of(
            "OMP_NUM_THREADS", String.valueOf(torchThreads),
            "OPENBLAS_NUM_THREADS", String.valueOf(blasThreads)));
  }

  private Entry djl(Workload workload, int threads) {
    double share = workload.shares().torch();
    Map<String, String> environment =
        Map.of("OMP_NUM_THREADS", String.valueOf(threads), "DJL_OFFLINE", "true");
    return jvm(
        DJL, threads, "", share, environment, DjlContestant.class, data, workload.preset(), share);
  }

  private Entry dl4j(Workload workload, int threads) {
    double share = workload.shares().dl4j();
    return jvm(
        DL4J,
        threads,
        "OMP_NUM_THREADS=" + threads,
        share,
        Map.of("OMP_NUM_THREADS", String.valueOf(threads)),
        Dl4jFitContestant.class,
        data,
        workload.preset(),
        share);
  }

  private static Entry jvm(
      String family,
      int threads,
      String setting,
      double share,
      Map<String, String> environment,
      Class<?> main,
      Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new Entry(family, threads, setting, share, command, environment);
  }

  private static boolean importsTorch() {
    if (!Files.isExecutable(PYTHON)) {
      return false;
    }
    try {
      Process process =
          new ProcessBuilder(PYTHON.toString(), "-c", "import torch")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
