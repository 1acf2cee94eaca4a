package dev.trainyard.chart;

import java.awt.geom.Rectangle2D;

/** Something inside of the axes. */
public interface Content {

  /** Draws it within the frame. */
  void draw(Frame frame, Ink ink);

  /** Where the values of two scales stand. */
  record Frame(Rectangle2D area, Scale across, Scale up) {

    /** In pixels from the left. */
    public double x(double value) {
      return area.getMinX() + across.share(value) * area.getWidth();
    }

    /** In pixels from the top. */
    public double y(double value) {
      return area.getMaxY() - up.share(value) * area.getHeight();
    }
  }
}
