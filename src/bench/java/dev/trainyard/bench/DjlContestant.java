package dev.trainyard.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.trainyard.dataset.LabelledImages;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * PyTorch through DJL as a contestant: the images lie in memory as one tensor; a mini-batch is an
 * index into it. The l2 of the workload is applied as weight decay to all parameters, which DJL
 * does not tell apart; it costs the same.
 *
 * <p>Usage: data-directory workload share.
 */
final class DjlContestant {
  private DjlContestant() {}

  static void main(String[] arguments) throws Exception {
    Workload workload = Workload.named(arguments[1]);
    Images images = Images.read(Path.of(arguments[0]), Double.parseDouble(arguments[2]));
    try (NDManager manager = NDManager.newBaseManager();
        Model model = Model.newInstance("benchmark")) {
      model.setBlock(block(workload));
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(optimizer(workload));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(workload.batchSize(), 1, 28, 28));
        Split train = Split.of(manager, images.train());
        Split validation = Split.of(manager, images.validation());
        System.out.println("ready " + Engine.getInstance().getVersion());
        answer(trainer, workload.batchSize(), train, validation);
      }
    }
  }

  private static void answer(Trainer trainer, int batchSize, Split train, Split validation)
      throws Exception {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Random random = new Random(1);
    while (requests.readLine() != null) {
      long start = System.nanoTime();
      int[] order = shuffled(train.count(), random);
      for (int from = 0; from < order.length; from += batchSize) {
        step(trainer, train, order, from, Math.min(order.length, from + batchSize));
      }
      double accuracy = accuracy(trainer, validation);
      System.out.printf(
          Locale.ROOT, "epoch %.6f %.4f%n", (System.nanoTime() - start) / 1e9, accuracy);
    }
  }

  private static void step(Trainer trainer, Split train, int[] order, int from, int to) {
    try (NDManager scope = trainer.getManager().newSubManager();
        GradientCollector collector = trainer.newGradientCollector()) {
      int[] indices = Arrays.copyOfRange(order, from, to);
      NDArray index = scope.create(indices);
      NDArray x = pick(train.images(), index);
      NDArray y = pick(train.labels(), index);
      NDList output = trainer.forward(new NDList(x));
      output.attach(scope);
      NDArray loss = trainer.getLoss().evaluate(new NDList(y), output);
      loss.attach(scope);
      collector.backward(loss);
      trainer.step();
    }
  }

  private static NDArray pick(NDArray from, NDArray index) {
    NDArray picked = from.get(index);
    picked.attach(index.getManager());
    return picked;
  }

  private static double accuracy(Trainer trainer, Split validation) {
    long correct = 0;
    for (int from = 0; from < validation.count(); from += 500) {
      try (NDManager scope = trainer.getManager().newSubManager()) {
        String slice = from + ":" + (from + 500);
        NDArray x = validation.images().get(slice);
        NDArray y = validation.labels().get(slice);
        x.attach(scope);
        y.attach(scope);
        NDList output = trainer.evaluate(new NDList(x));
        output.attach(scope);
        NDArray hits = output.singletonOrThrow().argMax(1).eq(y.toType(DataType.INT64, false));
        hits.attach(scope);
        correct += hits.countNonzero().getLong();
      }
    }
    return (double) correct / validation.count();
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static Block block(Workload workload) {
    SequentialBlock block = new SequentialBlock();
    switch (workload) {
      case BASELINE -> dense(block.add(Blocks.batchFlattenBlock()), 64, 64);
      case HINTON -> dense(block.add(Blocks.batchFlattenBlock()), 500, 300);
      case LENET -> {
        convolution(block, 20);
        convolution(block, 50);
        dense(block.add(Blocks.batchFlattenBlock()), 500);
      }
      case CNN_FAST -> {
        convolution(block, 16);
        convolution(block, 48);
        dense(block.add(Blocks.batchFlattenBlock()), 128);
      }
      case CNN_ACCURATE -> {
        normalised(block, 32, 5, 0).add(halved());
        normalised(block, 64, 5, 2).add(halved());
        normalised(block, 128, 3, 0).add(Blocks.batchFlattenBlock()).add(dropout());
        block.add(Linear.builder().setUnits(256).build()).add(Activation.reluBlock());
        dense(block.add(dropout()));
      }
    }
    return block;
  }

  private static void dense(SequentialBlock block, int... units) {
    for (int width : units) {
      block.add(Linear.builder().setUnits(width).build()).add(Activation.reluBlock());
    }
    block.add(Linear.builder().setUnits(10).build());
  }

  private static void convolution(SequentialBlock block, int filters) {
    block
        .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(filters).build())
        .add(Activation.reluBlock())
        .add(halved());
  }

  private static SequentialBlock normalised(
      SequentialBlock block, int filters, int kernel, int padding) {
    return block
        .add(
            Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding))
                .setFilters(filters)
                .build())
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock());
  }

  private static Block halved() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }

  private static Block dropout() {
    return Dropout.builder().optRate(0.3f).build();
  }

  private static Optimizer optimizer(Workload workload) {
    return switch (workload) {
      case BASELINE -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
      case HINTON ->
          Optimizer.sgd()
              .setLearningRateTracker(Tracker.fixed(0.1f))
              .optWeightDecays(2e-5f)
              .build();
      case LENET, CNN_FAST, CNN_ACCURATE ->
          Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build();
    };
  }

  /** One split as tensors: images [count, 1, 28, 28], labels [count]. */
  private record Split(NDArray images, NDArray labels, int count) {
    static Split of(NDManager manager, LabelledImages images) {
      FloatBuffer pixels = FloatBuffer.allocate(images.pixels().length);
      float[] labels = new float[images.count()];
      for (byte pixel : images.pixels()) {
        pixels.put((pixel & 0xff) / 255f);
      }
      for (int i = 0; i < labels.length; i++) {
        labels[i] = images.label(i);
      }
      NDArray x = manager.create(pixels.flip(), new Shape(images.count(), 1, 28, 28));
      return new Split(x, manager.create(labels), images.count());
    }
  }
}
