package dev.trainyard.engine.cuda;

import dev.trainyard.network.Padding;
import dev.trainyard.network.Shape;

/** How a square window goes over images; the kernels' structure of the same name. */
record Window(Shape.Image in, Shape.Image out, int size, int stride, Padding padding) {

  /** The address of a copy on the card. */
  long copy(Workspace workspace) {
    return workspace.copyOf(
        in.height(),
        in.width(),
        in.channels(),
        out.height(),
        out.width(),
        size,
        stride,
        padding.before(in.height(), size, stride),
        padding.before(in.width(), size, stride));
  }

  /** Places of the window on one image. */
  int positions() {
    return out.height() * out.width();
  }

  /** Values that it sees at one place. */
  int cells() {
    return size * size * in.channels();
  }
}
