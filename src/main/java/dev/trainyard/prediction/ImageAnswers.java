package dev.trainyard.prediction;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.picture.Png;
import dev.trainyard.prediction.ImagePredictions.PredictedClass;
import dev.trainyard.prediction.ImagePredictions.Prediction;
import dev.trainyard.prediction.ImagePredictions.Votes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects what networks say of images. */
final class ImageAnswers {
  private final DatasetFacts facts;
  private final LabelledImages images;
  private final boolean showsInput;
  private final double[][] sums;
  private final int[][] votes;
  private int voices;

  ImageAnswers(DatasetFacts facts, LabelledImages images, boolean showsInput) {
    this.facts = facts;
    this.images = images;
    this.showsInput = showsInput;
    this.sums = new double[images.count()][images.classes()];
    this.votes = new int[images.count()][images.classes()];
  }

  /**
   * Adds what one network says.
   *
   * @param probabilities [count][classes]
   */
  void add(float[][] probabilities) {
    voices++;
    for (int i = 0; i < probabilities.length; i++) {
      float[] row = probabilities[i];
      int largest = 0;
      for (int k = 0; k < row.length; k++) {
        sums[i][k] += row[k];
        largest = row[k] > row[largest] ? k : largest;
      }
      votes[i][largest]++;
    }
  }

  /** What all say together. */
  List<Prediction> all(SentImages sent) {
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      all.add(prediction(i, sent.name(i)));
    }
    return all;
  }

  private Prediction prediction(int image, @Nullable String name) {
    double[] sum = sums[image];
    List<PredictedClass> classes =
        IntStream.range(0, sum.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer k) -> -sum[k]))
            .map(k -> new PredictedClass(facts.classes().get(k), sum[k] / voices))
            .toList();
    int[] count = votes[image];
    List<Votes> most =
        IntStream.range(0, count.length)
            .filter(k -> count[k] > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer k) -> -count[k]))
            .map(k -> new Votes(facts.classes().get(k), count[k]))
            .toList();
    return new Prediction(
        name,
        classes.getFirst().label(),
        classes.getFirst().probability(),
        classes,
        most,
        showsInput ? png(image) : null);
  }

  private String png(int image) {
    byte[] png = Png.of(images.picture(image));
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
