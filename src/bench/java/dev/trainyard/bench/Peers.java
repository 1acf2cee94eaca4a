package dev.trainyard.bench;

import dev.trainyard.bench.Contestant.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who takes part, and in which thread settings. */
final class Peers {
  static final String FUSED = "Trainyard, fused";
  static final String TORCH = "PyTorch (Debian)";
  static final String DJL = "PyTorch through DJL";
  static final String DL4J = "DL4J's own fit";
  static final String PEAK = "SGEMM";
  static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/bench/pytorch/contestant.py");

  private final String data;
  private final boolean torchInstalled;

  Peers(Path data) {
    this.data = data.toString();
    this.torchInstalled = importsTorch();
    if (!torchInstalled) {
      System.out.println("PyTorch is not installed (Debian: python3-torch libopenblas0-pthread)");
    }
  }

  List<Entry> single(Workload workload) {
    List<Entry> entries = new ArrayList<>();
    for (int threads = 1; threads <= CORES; threads += CORES - 1) {
      String count = String.valueOf(threads);
      entries.add(jvm(PEAK, threads, "", 1, Map.of(), SgemmContestant.class, count));
      entries.add(fused(workload, threads, 1));
      if (torchInstalled) {
        entries.addAll(torch(workload, threads));
      }
      entries.add(djl(workload, threads));
      entries.add(dl4j(workload, threads));
      if (CORES == 1) {
        break;
      }
    }
    return entries;
  }

  List<Entry> fusedPair(Workload workload) {
    return List.of(fused(workload, 1, 2));
  }

  List<Entry> torchPair(Workload workload) {
    if (!torchInstalled) {
      return List.of(djl(workload, 1), djl(workload, 1));
    }
    return List.of(torch(workload, 1, 1), torch(workload, 1, 1));
  }

  private Entry fused(Workload workload, int threads, int trials) {
    return jvm(
        FUSED,
        threads,
        "",
        1,
        Map.of(),
        FusedContestant.class,
        data,
        workload.preset(),
        String.valueOf(threads),
        String.valueOf(trials));
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
        1,
        List.of(
            PYTHON.toString(),
            SCRIPT.toString(),
            data,
            workload.preset(),
            String.valueOf(torchThreads),
            String.valueOf(Workload.TRAIN_IMAGES)),
        Map.of(
            "OMP_NUM_THREADS", String.valueOf(torchThreads),
            "OPENBLAS_NUM_THREADS", String.valueOf(blasThreads)));
  }

  private Entry djl(Workload workload, int threads) {
    Map<String, String> environment =
        Map.of("OMP_NUM_THREADS", String.valueOf(threads), "DJL_OFFLINE", "true");
    String all = String.valueOf(Workload.TRAIN_IMAGES);
    return jvm(DJL, threads, "", 1, environment, DjlContestant.class, data, workload.preset(), all);
  }

  /** DL4J's convolution takes minutes for an epoch: it trains a twentieth and is scaled up. */
  private Entry dl4j(Workload workload, int threads) {
    double share = workload == Workload.LENET ? 0.05 : 1;
    String examples = String.valueOf((int) (Workload.TRAIN_IMAGES * share));
    Map<String, String> environment = Map.of("OMP_NUM_THREADS", String.valueOf(threads));
    return jvm(
        DL4J,
        threads,
        "OMP_NUM_THREADS=" + threads,
        share,
        environment,
        Dl4jFitContestant.class,
        data,
        workload.preset(),
        examples);
  }

  private static Entry jvm(
      String family,
      int threads,
      String setting,
      double share,
      Map<String, String> environment,
      Class<?> main,
      String... arguments) {
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
    command.addAll(List.of(arguments));
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
