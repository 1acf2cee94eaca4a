package dev.trainyard.chart;

/** What a picture shows, whatever it is drawn on. */
public interface Drawing {

  /**
   * Draws it on white between (0, 0) and a size.
   *
   * @param layout in the pixels that the ink works in
   */
  void draw(Picture.Size layout, Ink ink);
}
