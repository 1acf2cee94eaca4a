package dev.trainyard.engine.cuda;

import dev.trainyard.network.Shape;

/** The mean of every channel over the whole image. */
final class GlobalAvgPoolLayer implements CardLayer {
  private final Workspace workspace;
  private final Values input;
  private final Values output;
  private final int pixels;
  private final int channels;

  GlobalAvgPoolLayer(Plumbing plumbing, Values input, Values output) {
    Shape.Image image = (Shape.Image) input.shape();
    this.workspace = plumbing.workspace();
    this.input = input;
    this.output = output;
    this.pixels = image.height() * image.width();
    this.channels = image.channels();
  }

  @Override
  public Values output() {
    return output;
  }

  @Override
  public void forward(int examples, boolean training) {
    workspace.each(
        "channelMeans", examples * channels, pixels, channels, input.values(), output.values());
  }

  @Override
  public void backward(int examples) {
    if (input.learns()) {
      workspace.each(
          "channelMeansBack",
          examples * input.size(),
          pixels,
          channels,
          output.gradients(),
          input.gradients());
    }
  }
}
