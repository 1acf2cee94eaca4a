package dev.trainyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What was measured, as the page that is kept. */
final class Report {
  private final List<String> single = new ArrayList<>();
  private final List<String> ratios = new ArrayList<>();
  private final List<String> disturbed = new ArrayList<>();
  private final List<String> pairs = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();
  private final TreeSet<String> versions = new TreeSet<>();

  /** A thread setting that took part in the choice of a family's fastest. */
  void tried(Workload workload, Contestant contestant) {
    Contestant.Entry entry = contestant.entry();
    versions.add(entry.family() + ": " + contestant.version());
    if (!entry.setting().isEmpty()) {
      settings.add(
          row(
              "%s",
              workload.preset(), entry.family(), entry.setting(), number(contestant.fastest())));
    }
  }

  void single(Workload workload, List<Contestant> contestants) {
    for (Contestant contestant : contestants) {
      Contestant.Entry entry = contestant.entry();
      if (entry.family().equals(Peers.PEAK)) {
        continue;
      }
      double peak = SgemmContestant.FLOPS / of(contestants, Peers.PEAK, entry.threads()).median();
      double rate = workload.epochFlops() / contestant.median();
      boolean fused = entry.family().equals(Peers.FUSED);
      double leftOut = fused ? workload.leftOutFlops() : 0;
      double executed = rate - leftOut / contestant.median();
      boolean counted = !(fused && workload.convolves());
      print(
          single,
          row(
              "%s",
              cells(
                  workload,
                  contestant,
                  "%.0f".formatted(rate / 1e9),
                  counted ? "%.0f".formatted(executed / 1e9) : "-",
                  counted ? "%.0f %%".formatted(100 * executed / peak) : "-")));
    }
    List<Contestant> alone = contestants.stream().filter(c -> c.entry().threads() == 1).toList();
    ratio(workload, "1", alone);
    if (Peers.CORES > 1) {
      ratio(workload, String.valueOf(Peers.CORES), contestants);
    }
  }

  /** While another process keeps a core busy. */
  void disturbed(Workload workload, List<Contestant> contestants) {
    for (Contestant contestant : contestants) {
      print(disturbed, row("%s", cells(workload, contestant)));
    }
    ratio(workload, "%d, one of them busy".formatted(Peers.CORES), contestants);
  }

  /** The cells of a contestant's row: who it is, its seconds, and what else there is to say. */
  private static Object[] cells(Workload workload, Contestant contestant, Object... more) {
    Contestant.Entry entry = contestant.entry();
    List<Object> all =
        new ArrayList<>(
            List.of(
                workload.preset(),
                entry.family(),
                entry.threads(),
                entry.setting(),
                number(contestant.median()),
                quartiles(contestant)));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private void ratio(Workload workload, String cores, List<Contestant> contestants) {
    double ours = best(contestants, Peers.FUSED);
    print(
        ratios,
        row(
            "**%s**",
            workload.preset(),
            cores,
            number(ours),
            against(contestants, Peers.TORCH, ours),
            against(contestants, Peers.DJL, ours),
            against(contestants, Peers.DL4J, ours)));
  }

  private static String quartiles(Contestant contestant) {
    return number(contestant.quartile(0.25)) + " to " + number(contestant.quartile(0.75));
  }

  void pair(Workload workload, double fused, double torch) {
    print(pairs, row("%s", workload.preset(), number(fused), number(torch), times(torch / fused)));
  }

  String markdown(int rounds) throws IOException {
    return """
        # Performance

        Seconds for one epoch of MNIST: 60,000 training images, then the 10,000 validation images, in
        mini-batches of 128 (`cnn-fast`: 48), by SGD (convolutional networks: Adam), on images as they
        are. All contestants are processes that hold the data in memory and wait for their turn; %d rounds
        went through all of them after a warm-up, and the medians are compared. Absolute seconds move with
        the machine; the ratios of one run hold. Run it again with
        `mvn -Pbenchmark verify`.

        Machine: %s, %d cores. Java %s. Measured on %s.

        ## How many times as fast as its peers

        Each at its own fastest thread setting of those that the cores allow; with one of them busy, another
        process keeps a core at work all the time. A dash: not measured.

        | workload | cores | fused, s | against PyTorch (Debian) | against PyTorch (DJL) | against DL4J's own `fit` |
        |---|---|---|---|---|---|
        %s

        ## Every contestant

        Medians, and between which seconds the middle half of the rounds was. GFLOP/s counts two operations
        per multiply-add of the network, forward, for the kernels' gradient and for the inputs' gradient: all
        of them are credited, and executed are those that are really done. The fused engine leaves out the
        products with the 386 of MNIST's 784 pixels that are black in nearly all images, and multiplies the
        Fourier transforms of large convolutions; these are far fewer operations, and not counted. The peak,
        of which the executed ones are a share, is a 1024 x 1024 SGEMM per thread, measured in the same rounds
        with the faster of oneDNN and OpenBLAS. Where convolutions take minutes, a round has a share of the images,
        and its seconds are scaled up: of `lenet` and `cnn-fast` a quarter for PyTorch and a twentieth for
        DL4J, of `cnn-accurate` a tenth and a hundredth, and a quarter for Trainyard's own engine.

        | workload | contestant | threads | setting | s per epoch | quartiles | GFLOP/s credited | executed | of the peak |
        |---|---|---|---|---|---|---|---|---|
        %s

        ## Beside a busy neighbour

        Another process keeps one core at work all the time.

        | workload | contestant | threads | setting | s per epoch | quartiles |
        |---|---|---|---|---|---|
        %s

        ## Two trials at once

        Two trials in one Trainyard process, one thread each, against two processes of PyTorch with one
        thread each; seconds until both epochs are done.

        | workload | fused, s | PyTorch, s | times as fast |
        |---|---|---|---|
        %s

        ## Thread settings tried

        The fastest epoch of the warm-up; the fastest setting of each family went on.

        | workload | contestant | setting | s |
        |---|---|---|---|
        %s

        ## Versions

        %s
        """
        .formatted(
            rounds,
            cpu(),
            Peers.CORES,
            Runtime.version(),
            LocalDate.now(ZoneOffset.UTC),
            String.join("\n", ratios),
            String.join("\n", single),
            String.join("\n", disturbed),
            String.join("\n", pairs),
            String.join("\n", settings),
            String.join("\n", versions.stream().map(version -> "- " + version).toList()));
  }

  private static void print(List<String> rows, String row) {
    rows.add(row);
    System.out.println(row);
  }

  private static String row(String first, Object... cells) {
    List<String> texts = new ArrayList<>(List.of(first.formatted(cells[0])));
    for (Object cell : List.of(cells).subList(1, cells.length)) {
      texts.add(cell.toString());
    }
    return "| " + String.join(" | ", texts) + " |";
  }

  private static Contestant of(List<Contestant> contestants, String family, int threads) {
    return contestants.stream()
        .filter(c -> c.entry().family().equals(family) && c.entry().threads() == threads)
        .findFirst()
        .orElseThrow();
  }

  private static double best(List<Contestant> contestants, String family) {
    return contestants.stream()
        .filter(c -> c.entry().family().equals(family))
        .mapToDouble(Contestant::median)
        .min()
        .orElse(Double.NaN);
  }

  private static String against(List<Contestant> contestants, String family, double ours) {
    double theirs = best(contestants, family);
    return Double.isNaN(theirs) ? "-" : times(theirs / ours);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f x", ratio);
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.3f" : "%.1f", seconds);
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(System.getProperty("os.arch"));
  }
}
