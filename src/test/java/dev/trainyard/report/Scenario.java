package dev.trainyard.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the experiments of a study are to have come to, written straight into its tables.
 *
 * @param accuracies after the last epoch by experiment, one for each cell
 * @param spread between replicates
 * @param shifted how much each pixel costs the fully connected and the convolutional network
 */
@NullUnmarked
record Scenario(Map<String, List<Double>> accuracies, double spread, List<Double> shifted) {

  /** Everything comes out as one would expect. */
  static Scenario usual() {
    Map<String, List<Double>> accuracies = new HashMap<>();
    accuracies.put("baseline", List.of(0.9652));
    accuracies.put("plain", List.of(0.9741));
    accuracies.put("weight-decay", List.of(0.9801, 0.9823, 0.9817, 0.9790, 0.9532));
    accuracies.put("schedule", List.of(0.9891));
    accuracies.put("batch-size", List.of(0.9812));
    accuracies.put("momentum", List.of(0.9805));
    accuracies.put("units", List.of(0.9733));
    accuracies.put("decayed-weights", List.of(0.9796));
    accuracies.put("holdout", List.of(0.9780, 0.9800));
    accuracies.put("shifted", List.of(0.9850));
    accuracies.put("tuned", List.of(0.9887));
    accuracies.put("convolutional", List.of(0.9934));
    accuracies.put("no-dropout", List.of(0.9911));
    accuracies.put("one-convolution", List.of(0.9885));
    accuracies.put("permuted-dense", List.of(0.9741));
    accuracies.put("permuted-convolution", List.of(0.9765));
    accuracies.put("few-dense", List.of(0.9452));
    accuracies.put("few-convolution", List.of(0.9701));
    return new Scenario(accuracies, 0.0002, List.of(0.18, 0.09));
  }

  /** The same with other accuracies for one experiment. */
  Scenario with(String key, Double... cells) {
    Map<String, List<Double>> others = new HashMap<>(accuracies);
    others.put(key, List.of(cells));
    return new Scenario(others, spread, shifted);
  }

  /** The same with other losses for each pixel of a shift. */
  Scenario withShifts(double dense, double convolutional) {
    return new Scenario(accuracies, spread, List.of(dense, convolutional));
  }

  void write(JdbcClient jdbc, long study) {
    Ledger ledger = Ledger.read(jdbc, study);
    for (Ledger.Trial trial : ledger.trials()) {
      List<Double> cells = accuracies.get(trial.key());
      int replicates = ledger.cell(trial.key()).size();
      double end = cells.get((trial.number() - 1) / replicates) + spread * (trial.replicate() - 1);
      write(jdbc, study, trial, end);
    }
  }

  private void write(JdbcClient jdbc, long study, Ledger.Trial trial, double end) {
    SplittableRandom random = new SplittableRandom(trial.key().hashCode() + 31L * trial.number());
    int epochs = trial.epochs().size();
    long id =
        jdbc.sql(
                """
                select t.id from trial t join study_experiment s on s.experiment_id = t.experiment_id
                where s.study_id = ? and s.key_text = ? and t.number = ?
                """)
            .params(study, trial.key(), trial.number())
            .query(Long.class)
            .single();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double missing = epochs - epoch;
      jdbc.sql(
              """
              update epoch set train_loss = ?, train_accuracy = ?, validation_loss = ?,
                validation_accuracy = ?, seconds = ? where trial_id = ? and epoch = ?
              """)
          .params(
              0.07 + 0.05 * missing + random.nextDouble() / 1000,
              end + 0.004 - 0.02 * missing + random.nextDouble() / 1000,
              0.09 + 0.03 * missing + random.nextDouble() / 1000,
              end - 0.011 * missing,
              1 + random.nextDouble(),
              id,
              epoch)
          .update();
    }
    jdbc.sql(
            "update trial set test_images = 10000, test_accuracy = ? where id = ? and test_accuracy is not null")
        .params(end - 0.0013, id)
        .update();
    shifts(jdbc, id, trial.key(), epochs, end);
  }

  private void shifts(JdbcClient jdbc, long id, String key, int epochs, double end) {
    jdbc.sql("delete from shift_score where trial_id = ?").param(id).update();
    if (List.of("plain", "shifted", "convolutional").contains(key)) {
      double cost = shifted.get(key.equals("plain") ? 0 : 1);
      for (int pixels = 0; pixels <= 4; pixels++) {
        jdbc.sql(
                "insert into shift_score (trial_id, epoch, pixels, accuracy, lowest) values (?, ?, ?, ?, ?)")
            .params(id, epochs, pixels, end - cost * pixels, end - cost * pixels - 0.01)
            .update();
      }
    }
  }
}
