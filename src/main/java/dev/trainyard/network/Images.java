package dev.trainyard.network;

/** The shape rules of layers that work on images. */
final class Images {

  private Images() {}

  /**
   * The input of a layer that takes images only.
   *
   * @throws LayerMisfit if it is a vector
   */
  static Shape.Image required(String layer, Shape input) {
    if (input instanceof Shape.Image image) {
      return image;
    }
    throw new LayerMisfit(
        "%s %s layer needs an image [height, width, channels], not a vector of shape %s; put it before the flatten layer"
            .formatted(layer.startsWith("a") ? "an" : "a", layer, input));
  }

  /**
   * What a window that slides over an image makes of it.
   *
   * @param what whose window it is
   * @throws LayerMisfit if it does not fit into the image
   */
  static Shape.Image under(
      String what, int size, int stride, Padding padding, Shape.Image in, int channels) {
    int height = padding.output(in.height(), size, stride);
    int width = padding.output(in.width(), size, stride);
    if (height < 1 || width < 1) {
      throw new LayerMisfit(
          "%s of %dx%d does not fit into an input of shape %s".formatted(what, size, size, in));
    }
    return new Shape.Image(height, width, channels);
  }
}
