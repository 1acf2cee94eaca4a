package dev.trainyard.bench;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.TestMnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the fused engine beside its peers: every contestant is a waiting process, the rounds go
 * through all of them in turn, and the medians of a round's neighbours are compared. A peer is
 * tried in each of its thread settings first and goes on with its fastest.
 *
 * <p>Usage: report rounds workload,...
 */
final class Benchmark {
  private static final int WARM_UP = 2;
  private final Peers peers;
  private final int rounds;
  private final Report report = new Report();

  private Benchmark(Path data, int rounds) {
    this.peers = new Peers(data);
    this.rounds = rounds;
  }

  static void main(String[] arguments) throws IOException {
    Path data = TestMnist.directory().resolve(BuiltInDatasets.MNIST.name());
    Benchmark benchmark = new Benchmark(data, Integer.parseInt(arguments[1]));
    for (String preset : arguments[2].split(",", -1)) {
      Workload workload = Workload.named(preset);
      benchmark.single(workload);
      benchmark.pair(workload);
    }
    Files.writeString(Path.of(arguments[0]), benchmark.report.markdown(benchmark.rounds));
    System.out.println("written: " + arguments[0]);
  }

  /** One training at a time, with one thread and with all. */
  private void single(Workload workload) {
    List<Contestant> finalists = fastestSettings(workload);
    interleave(finalists);
    report.single(workload, finalists);
    finalists.forEach(Contestant::forget);
    List<Contestant> disturbed =
        finalists.stream().filter(c -> Peers.DISTURBED.contains(c.entry().family())).toList();
    try (BusyNeighbour _ = new BusyNeighbour()) {
      interleave(disturbed);
    }
    report.disturbed(workload, disturbed);
    finalists.forEach(Contestant::close);
  }

  /** Two trainings at once, one thread each. */
  private void pair(Workload workload) {
    List<Contestant> ours = start(peers.fusedPair(workload));
    List<Contestant> theirs = start(peers.torchPair(workload));
    List<Double> fused = new ArrayList<>();
    List<Double> torch = new ArrayList<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      double fusedSeconds = together(ours);
      double torchSeconds = together(theirs);
      if (round >= 0) {
        fused.add(fusedSeconds);
        torch.add(torchSeconds);
      }
    }
    report.pair(workload, Contestant.median(fused), Contestant.median(torch));
    ours.forEach(Contestant::close);
    theirs.forEach(Contestant::close);
  }

  private static double together(List<Contestant> contestants) {
    contestants.forEach(Contestant::begin);
    return contestants.stream().mapToDouble(Contestant::end).max().orElseThrow();
  }

  private List<Contestant> fastestSettings(Workload workload) {
    Map<String, List<Contestant>> families = new LinkedHashMap<>();
    for (Contestant contestant : start(peers.single(workload))) {
      Contestant.Entry entry = contestant.entry();
      families
          .computeIfAbsent(entry.family() + entry.threads(), _ -> new ArrayList<>())
          .add(contestant);
    }
    List<Contestant> finalists = new ArrayList<>();
    for (List<Contestant> family : families.values()) {
      for (int i = 0; i < WARM_UP; i++) {
        family.forEach(Contestant::measure);
      }
      Contestant fastest =
          family.stream().min(Comparator.comparingDouble(Contestant::fastest)).orElseThrow();
      family.forEach(contestant -> report.tried(workload, contestant));
      family.stream().filter(contestant -> contestant != fastest).forEach(Contestant::close);
      finalists.add(fastest);
    }
    finalists.forEach(Contestant::forget);
    return finalists;
  }

  private void interleave(List<Contestant> finalists) {
    for (int round = 0; round < rounds; round++) {
      for (Contestant contestant : finalists) {
        contestant.measure();
      }
      System.out.printf("round %d of %d%n", round + 1, rounds);
    }
  }

  private static List<Contestant> start(List<Contestant.Entry> entries) {
    return entries.stream().map(Contestant::new).toList();
  }
}
