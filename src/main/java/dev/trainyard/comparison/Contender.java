package dev.trainyard.comparison;

import dev.trainyard.outcome.Spread;
import dev.trainyard.outcome.Status;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cell as its trained networks stand on the test split.
 *
 * @param cell its number
 * @param trials the statuses of all trials of the cell
 * @param stoppedAfter the epochs after which a halving has pruned it; 0 if none has
 * @param images how many the test split has; 0 while no network is known
 * @param networks of the completed trials, each with a seed of its own
 * @param unknown why it is not known what a completed network says; null where all is known
 */
record Contender(
    int cell,
    long experiment,
    String dataset,
    List<Status> trials,
    int stoppedAfter,
    int images,
    List<Network> networks,
    @Nullable String unknown) {

  /**
   * One network.
   *
   * @param figure the metric on the test split
   * @param right the images that it gets right
   */
  record Network(int trial, long seed, double figure, BitSet right) {}

  /** Whether there is nothing to compare. */
  boolean isEmpty() {
    return networks.isEmpty();
  }

  List<Long> seeds() {
    return networks.stream().map(Network::seed).toList();
  }

  /** The network of a seed that it has. */
  Network of(long seed) {
    return networks.stream().filter(network -> network.seed == seed).findFirst().orElseThrow();
  }

  List<BitSet> right() {
    return networks.stream().map(Network::right).toList();
  }

  double[] figures() {
    return networks.stream().mapToDouble(Network::figure).toArray();
  }

  /** The figures of the networks; null where there are none. */
  @Nullable Spread spread() {
    return isEmpty() ? null : Spread.of(networks.stream().map(Network::figure).toList());
  }

  /** What is missing for the whole cell to be compared, in words. */
  Optional<String> missing() {
    if (unknown != null) {
      return Optional.of(unknown);
    }
    Map<Status, Long> others =
        trials.stream()
            .filter(status -> status != Status.COMPLETED)
            .collect(
                Collectors.groupingBy(
                    status -> status, () -> new EnumMap<>(Status.class), Collectors.counting()));
    if (others.isEmpty()) {
      return Optional.empty();
    }
    String why =
        others.entrySet().stream()
            .map(one -> "%d %s".formatted(one.getValue(), word(one.getKey())))
            .collect(Collectors.joining(", "));
    return Optional.of(
        "cell %d has %d of %d %s completed (%s)"
            .formatted(
                cell,
                networks.size(),
                trials.size(),
                trials.size() == 1 ? "trial" : "trials",
                why));
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
