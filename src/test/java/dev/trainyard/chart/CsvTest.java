package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Sweep;
import dev.trainyard.outcome.Sweep.SweepCell;
import dev.trainyard.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CsvTest {

  /** As OWASP has it; a number is one whatever its sign. */
  @Test
  void letsNoTextPassForAFormula() {
    assertThat(
            Csv.of(
                List.of(
                    List.of(
                        "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\uff1d1+1", "=\"a\",1", "a=1"),
                    List.of(-1, -0.5, -1.5e-300, Double.NEGATIVE_INFINITY, "-0.25", 1e22))))
        .isEqualTo(
            """
            '=1+1,'+1,'-1+1,'@SUM(A1),'\t=1,'\uff1d1+1,"'=""a"",1",a=1
            -1,-0.5,-1.5E-300,-Infinity,-0.25,1.0E22
            """);
  }

  @Test
  void leavesTheColumnOfAReplicateEmptyThatIsNotCompleted() {
    Curves all = SampleCurves.sweep(List.of(0.001), 3, 2);
    List<Curves.TrialCurve> trials = new ArrayList<>(all.trials());
    trials.set(1, SampleCurves.unfinished(all).trials().get(1));
    Sweep sweep = Sweep.of(new Curves(2, trials), Metric.ACCURACY, null);

    SweepCell cell = sweep.cells().getFirst();
    assertThat(cell.count()).isEqualTo(2);
    assertThat(cell.completed()).containsExactly(1, 3);
    List<String> lines = Csv.of(sweep).lines().toList();
    assertThat(lines.getFirst()).endsWith(",testStandardDeviation,epochs,pruned");
    assertThat(lines.get(1)).endsWith(",,,2,false");
    String[] row = lines.get(1).split(",", -1);
    List<Double> best = Objects.requireNonNull(cell.best()).values();
    assertThat(List.of(row).subList(5, 8))
        .containsExactly(best.get(0).toString(), "", best.get(1).toString());
  }
}
