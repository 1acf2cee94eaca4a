package dev.trainyard.report;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;

/** The sizes of the study's networks, multiplied out from their layers by hand. */
@NullUnmarked
final class Networks {
  private static final long BASELINE = dense(784, 64) + dense(64, 64) + dense(64, 10);
  private static final long PLAIN = dense(784, 500) + dense(500, 300) + dense(300, 10);
  private static final long PLAIN_WORK = 784 * 500 + 500 * 300 + 300 * 10;

  /** Weights and biases of the convolutional network's layers that have any. */
  private static final List<Long> CONVOLUTIONAL =
      List.of(5 * 5 * 20 + 20L, 5 * 5 * 20 * 50 + 50L, dense(800, 500), dense(500, 10));

  /** Their multiply-adds: a kernel at each of its places. */
  private static final List<Long> CONVOLUTIONAL_WORK =
      List.of(24 * 24 * 20 * 25L, 8 * 8 * 50 * 25 * 20L, 800 * 500L, 500 * 10L);

  /** With the first of the two convolutions only. */
  private static final List<Long> SINGLE =
      List.of(CONVOLUTIONAL.getFirst(), dense(12 * 12 * 20, 500), dense(500, 10));

  private static final List<Long> SINGLE_WORK =
      List.of(CONVOLUTIONAL_WORK.getFirst(), 12 * 12 * 20 * 500L, 500 * 10L);

  /** A dense layer in the place of the first convolution. */
  private static final long UNSHARED = dense(784, 24 * 24 * 20);

  private Networks() {}

  static Set<String> numbers() {
    Set<String> numbers = new HashSet<>();
    whole(numbers, 28, 1, 784, 64, 10, 500, 300, 20, 50, 5, 24, 12, 8, 4, 800);
    whole(numbers, 24 * 24 * 20, 12 * 12 * 20, 8 * 8 * 50, 24 * 24, 9);
    whole(numbers, BASELINE, dense(784, 64), dense(64, 64), dense(64, 10));
    whole(numbers, 784 * 64 + 64 * 64 + 64 * 10, PLAIN, PLAIN_WORK);
    whole(numbers, UNSHARED, Math.round((double) UNSHARED / CONVOLUTIONAL.getFirst()));
    long parameters = sum(CONVOLUTIONAL);
    long work = sum(CONVOLUTIONAL_WORK);
    whole(numbers, parameters, work, sum(SINGLE), sum(SINGLE_WORK));
    ratio(numbers, 1, sum(SINGLE), parameters);
    ratio(numbers, 1, sum(SINGLE_WORK), work);
    for (int i = 0; i < CONVOLUTIONAL.size(); i++) {
      whole(numbers, CONVOLUTIONAL.get(i), CONVOLUTIONAL_WORK.get(i));
      share(numbers, CONVOLUTIONAL.get(i), parameters);
      share(numbers, CONVOLUTIONAL_WORK.get(i), work);
    }
    share(numbers, CONVOLUTIONAL.get(0) + CONVOLUTIONAL.get(1), parameters);
    share(numbers, CONVOLUTIONAL_WORK.get(0) + CONVOLUTIONAL_WORK.get(1), work);
    ratio(numbers, 0, 100 * dense(784, 64), BASELINE);
    ratio(numbers, 1, PLAIN, BASELINE);
    ratio(numbers, 0, 100 * (PLAIN - parameters), PLAIN);
    ratio(numbers, 1, work, PLAIN_WORK);
    return numbers;
  }

  private static long dense(long inputs, long units) {
    return inputs * units + units;
  }

  private static long sum(List<Long> layers) {
    return layers.stream().mapToLong(Long::longValue).sum();
  }

  private static void whole(Set<String> numbers, long... counts) {
    LongStream.of(counts).forEach(count -> numbers.add(String.format(Locale.ROOT, "%,d", count)));
  }

  private static void share(Set<String> numbers, long part, long all) {
    ratio(numbers, 1, 100 * part, all);
  }

  private static void ratio(Set<String> numbers, int digits, long one, long other) {
    numbers.add(Derivations.decimals(digits, (double) one / other));
  }
}
