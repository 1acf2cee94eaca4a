package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.network.Shape;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that happens to images or labels between the files and the network's input.
 *
 * @param name a word or two
 * @param what it does
 * @param why it is done
 */
public record PreprocessingStep(@Schema(example = "scale") String name, String what, String why) {
  private static final int EXAMPLE = 3;
  private static final int SHOWN = 20;

  /** All steps in the order in which they happen, as every engine takes them. */
  static List<PreprocessingStep> all(DatasetFacts facts) {
    return List.of(
        verify(),
        read(facts),
        new PreprocessingStep(
            "shuffle",
            "Before every epoch the training images are put into a new random order, which depends on the seed and the number of the epoch alone. Test images are never shuffled.",
            "A mini-batch should be a random sample of all classes: its gradient is then an unbiased estimate of the whole gradient. Taken from the seed, the order can be repeated, also after an interruption."),
        new PreprocessingStep(
            "mini-batches",
            "The order is cut into pieces of as many images as the batch size says; the last piece of an epoch may be smaller, none is left out.",
            "One step of the optimizer for each piece: far more steps per epoch than with all images at once, and still enough arithmetic per step to keep the processor busy."),
        new PreprocessingStep(
            "scale",
            "As an image enters a mini-batch, each of its bytes is divided by 255 and becomes a float in [0, 1].",
            "Inputs of the order of 1 suit the initial kernels and the usual learning rates; inputs up to 255 would make the first steps 255 times as large, and the loss diverge."),
        reshape(Datasets.inputShape(facts)),
        oneHot(facts),
        new PreprocessingStep(
            "no standardisation",
            "Nothing else is done: no mean is subtracted, nothing is divided by a standard deviation.",
            "Centred inputs would condition the problem better and speed up gradient descent (LeCun et al., Efficient BackProp, 1998), but nothing has to be estimated from the data this way, so nothing can leak from the test images."));
  }

  private static PreprocessingStep verify() {
    return new PreprocessingStep(
        "verify",
        "Every file must have its published size and SHA-256, and its header the right magic number and counts; every label must be that of a class.",
        "A torn download or another file of the same name is refused instead of learnt from, and a result names the exact bytes it rests on.");
  }

  private static PreprocessingStep read(DatasetFacts facts) {
    long pixels =
        (long) (facts.train().count() + facts.test().count()) * Datasets.inputShape(facts).size();
    return new PreprocessingStep(
        "read",
        "Images are kept as they are in the files: an unsigned byte for each pixel, for each channel where there is colour, 0 for black to 255 for white.",
        String.format(
            Locale.ROOT,
            "All %,d images take %.0f MB of memory, where floats would take %.0f MB; all trials share them.",
            facts.train().count() + facts.test().count(),
            pixels / 1e6,
            4 * pixels / 1e6));
  }

  private static PreprocessingStep reshape(Shape image) {
    return new PreprocessingStep(
        "reshape",
        "The network gets %s: height, width, channels. In a fully connected network a flatten layer makes a vector of these %d numbers first of all, row by row; in a convolutional one it stands behind the convolutions and flattens their output."
            .formatted(image, image.size()),
        "A dense layer takes a vector and knows nothing of neighbourhood; a convolution needs the rows and columns to look for the same strokes everywhere.");
  }

  private static PreprocessingStep oneHot(DatasetFacts facts) {
    int classes = facts.classes().size();
    int example = Math.min(EXAMPLE, classes - 1);
    String vector =
        IntStream.range(0, Math.min(classes, SHOWN))
            .mapToObj(c -> c == example ? "1" : "0")
            .collect(Collectors.joining(", ", "[", classes > SHOWN ? ", …]" : "]"));
    return new PreprocessingStep(
        "one-hot",
        "The label becomes a vector with a 1 at its class and 0 elsewhere: \"%s\" becomes %s."
            .formatted(facts.classes().get(example), vector),
        "The softmax gives a probability for each class and the cross-entropy compares it with this vector. A label as a number would tell the network that some classes are nearer to each other than others.");
  }
}
