package dev.trainyard.engine.dl4j;

import dev.trainyard.engine.ParameterLayout;
import dev.trainyard.engine.ParameterLayout.Block;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.training.Clipping;
import dev.trainyard.training.TrainingSpec;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clips the gradient between DL4J's computing and its applying it. DL4J's own clipping knows no
 * norm over all layers and comes before the penalties, so those are added here.
 */
final class GradientClip extends BaseTrainingListener {
  private final TrainingSpec training;
  private final List<Block> blocks;

  GradientClip(TrainingPlan plan) {
    this.training = plan.training();
    this.blocks = ParameterLayout.of(plan.network());
  }

  /**
   * DL4J's gradient is a sum over the mini-batch, which it divides by the examples afterwards. The
   * steps of running averages, which stand between the gradients, are left alone.
   */
  @Override
  public void onGradientCalculation(Model model) {
    MultiLayerNetwork network = (MultiLayerNetwork) model;
    INDArray flat = network.getFlattenedGradients();
    float[] gradient = flat.toFloatVector();
    float[] parameters = network.params().toFloatVector();
    float examples = network.batchSize();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= examples;
    }
    for (Block block : blocks) {
      if (block.hidden()) {
        penalise(gradient, parameters, block);
      }
    }
    float scale = examples * (float) training.clipping().scale(squares(gradient));
    for (Block block : blocks) {
      for (int i = first(block); i < end(block); i++) {
        flat.putScalar(i, gradient[i] * scale);
      }
    }
  }

  private static int first(Block block) {
    return Math.min(block.kernel(), block.bias());
  }

  private static int end(Block block) {
    return first(block) + block.kernelSize() + block.biasSize();
  }

  private void penalise(float[] gradient, float[] parameters, Block block) {
    for (int i = block.kernel(); i < block.kernel() + block.kernelSize(); i++) {
      gradient[i] +=
          (float) (2 * training.l2() * parameters[i] + training.l1() * Math.signum(parameters[i]));
    }
    for (int i = block.bias(); i < block.bias() + block.biasSize(); i++) {
      gradient[i] += (float) (2 * training.l2Biases() * parameters[i]);
    }
  }

  /** Clips the values of each layer's parameters and adds up their squares. */
  private double squares(float[] gradient) {
    Clipping clipping = training.clipping();
    float bound = clipping.value() > 0 ? (float) clipping.value() : Float.MAX_VALUE;
    double squares = 0;
    for (Block block : blocks) {
      for (int i = first(block); i < end(block); i++) {
        gradient[i] = Math.clamp(gradient[i], -bound, bound);
        squares += (double) gradient[i] * gradient[i];
      }
    }
    return squares;
  }
}
