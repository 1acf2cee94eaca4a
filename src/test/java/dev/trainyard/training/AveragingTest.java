package dev.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AveragingTest {
  private static final int BATCHES = 37;

  /** The definition itself: every step's weights by their age, divided by the sum. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9, 0.999, 0.99999})
  void weighsStepsByTheirAge(double decay) {
    Averaging averaging = new Averaging(decay, 3);
    List<Double> counted = new ArrayList<>();
    double average = 0;
    for (int epoch = 3; epoch <= 5; epoch++) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        double pace = averaging.pace(epoch, batch, BATCHES);
        if (pace > 0) {
          double weights = Math.sin(epoch * 100 + batch);
          int steps = batch == BATCHES ? BATCHES % Averaging.EVERY : Averaging.EVERY;
          for (int i = 0; i < steps; i++) {
            counted.add(weights);
          }
          average += pace * (weights - average);
        }
      }
      assertThat(counted).hasSize((epoch - 2) * BATCHES);
      assertThat(average).isCloseTo(mean(counted, decay), within(1e-12));
    }
  }

  private static double mean(List<Double> values, double decay) {
    double sum = 0;
    double total = 0;
    for (int age = 0; age < values.size(); age++) {
      double weight = Math.pow(decay, age);
      sum += weight * values.get(values.size() - 1 - age);
      total += weight;
    }
    return sum / total;
  }
}
