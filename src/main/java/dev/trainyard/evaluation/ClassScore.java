package dev.trainyard.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.statistics.Proportion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well one class is told from the others.
 *
 * @param images how many are of the class
 * @param predicted how many are taken for it
 * @param correct how many are both
 * @param precision the share of those taken for it that are of it; null if none is taken for it
 * @param recall the share of those of it that are taken for it; null if none is of it
 * @param f1 the harmonic mean of the two, 2 correct / (images + predicted); null if neither is
 */
record ClassScore(
    @JsonProperty("class") @Schema(example = "7") String name,
    @Schema(example = "1028") int images,
    @Schema(example = "1021") int predicted,
    @Schema(example = "1006") int correct,
    @Nullable @Schema(example = "0.9853") Double precision,
    @Nullable @Schema(example = "0.9786") Double recall,
    @Nullable @Schema(example = "0.9819") Double f1) {

  static List<ClassScore> all(ConfusionMatrix matrix) {
    return IntStream.range(0, matrix.classes().count())
        .mapToObj(label -> of(label, matrix))
        .toList();
  }

  private static ClassScore of(int label, ConfusionMatrix matrix) {
    int correct = matrix.images(label, label);
    int images = matrix.ofClass(label);
    int predicted = matrix.predictedAs(label);
    return new ClassScore(
        matrix.classes().of(label),
        images,
        predicted,
        correct,
        share(correct, predicted),
        share(correct, images),
        share(2 * correct, images + predicted));
  }

  private static @Nullable Double share(int count, int of) {
    return of == 0 ? null : new Proportion(count, of).share();
  }
}
