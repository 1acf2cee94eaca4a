package dev.trainyard.bench;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.InitialParameters;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.dl4j.Dl4jEngine;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's own {@code MultiLayerNetwork.fit} as a contestant: every mini-batch lies in memory as
 * floats; their order is drawn anew each epoch.
 *
 * <p>Usage: data-directory workload share.
 */
final class Dl4jFitContestant {
  private Dl4jFitContestant() {}

  static void main(String[] arguments) throws Exception {
    Workload workload = Workload.named(arguments[1]);
    Images images = Images.read(Path.of(arguments[0]), Double.parseDouble(arguments[2]));
    List<DataSet> train = batches(images.train(), workload.batchSize());
    List<DataSet> validation = batches(images.validation(), 500);
    MultiLayerNetwork network = network(workload);
    Random random = new Random(1);
    System.out.println("ready " + Loader.getVersion("org.deeplearning4j", "deeplearning4j-nn"));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      Collections.shuffle(train, random);
      for (DataSet batch : train) {
        network.fit(batch);
      }
      double accuracy = accuracy(network, validation);
      System.out.printf(
          Locale.ROOT, "epoch %.6f %.4f%n", (System.nanoTime() - start) / 1e9, accuracy);
    }
  }

  /** As any user of DL4J gets it: from the zip of its {@code ModelSerializer}. */
  private static MultiLayerNetwork network(Workload workload) throws IOException {
    float[] parameters = InitialParameters.of(workload.network(), 1);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    Checkpoint beginning = new Checkpoint(0, parameters, new float[workload.states()]);
    new Dl4jEngine()
        .write(new TrainedModel(workload.network(), workload.training(), beginning, 0, null), zip);
    return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()));
  }

  private static double accuracy(MultiLayerNetwork network, List<DataSet> validation) {
    int correct = 0;
    int count = 0;
    for (DataSet batch : validation) {
      int[] answers = network.predict(batch.getFeatures());
      int[] labels = batch.getLabels().argMax(1).toIntVector();
      for (int i = 0; i < labels.length; i++) {
        correct += answers[i] == labels[i] ? 1 : 0;
      }
      count += labels.length;
    }
    return (double) correct / count;
  }

  private static List<DataSet> batches(LabelledImages images, int size) {
    float[][] rows = Images.floats(images);
    List<DataSet> batches = new ArrayList<>();
    for (int from = 0; from < rows.length; from += size) {
      int to = Math.min(rows.length, from + size);
      INDArray features = Nd4j.createFromArray(Arrays.copyOfRange(rows, from, to));
      INDArray labels = Nd4j.zeros(to - from, images.classes());
      for (int i = from; i < to; i++) {
        labels.putScalar(i - from, images.label(i), 1f);
      }
      batches.add(new DataSet(features.reshape(to - from, 1, 28, 28), labels));
    }
    return batches;
  }
}
