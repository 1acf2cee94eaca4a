package dev.trainyard.chart;

import java.util.List;

/**
 * What a picture with two axes shows; a {@link Layout} gives it its places.
 *
 * @param subtitle may be empty
 * @param grid whether the ticks of the axis that goes up are lines
 * @param contents in the order in which they are drawn; where there are none, the notes say why
 * @param notes below the plot
 */
public record Plot(
    String title,
    String subtitle,
    Axis across,
    Axis up,
    boolean grid,
    List<? extends Content> contents,
    List<Legend.Entry> legend,
    List<String> notes)
    implements Drawing {

  @Override
  public void draw(Picture.Size layout, Ink ink) {
    new Layout(this, layout, ink).draw();
  }
}
