package dev.trainyard.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a picture shows: one pair of axes, or small multiples of it with the same axis upwards. A
 * {@link Layout} gives it its places.
 *
 * @param subtitle may be empty
 * @param bars what stands above the axes; null for nothing
 * @param panels in the order of reading; where there are none, the notes say why
 * @param up the same for all panels
 * @param notes below the plot
 */
public record Plot(
    String title,
    String subtitle,
    @Nullable ShareBars bars,
    List<Panel> panels,
    Axis up,
    List<Legend.Entry> legend,
    List<String> notes)
    implements Picture.Drawing {

  /**
   * One of the small multiples.
   *
   * @param heading may be empty
   * @param contents in the order in which they are drawn
   */
  record Panel(String heading, Axis across, List<? extends Content> contents) {}

  /** A plot with a single pair of axes; without contents, the notes say why. */
  public Plot(
      String title,
      Axis across,
      Axis up,
      List<? extends Content> contents,
      List<Legend.Entry> legend,
      List<String> notes) {
    this(
        title,
        "",
        null,
        contents.isEmpty() ? List.of() : List.of(new Panel("", across, contents)),
        up,
        legend,
        notes);
  }

  /** A plot with a subtitle. */
  public Plot(
      String title,
      String subtitle,
      Axis across,
      Axis up,
      List<? extends Content> contents,
      List<Legend.Entry> legend,
      List<String> notes) {
    this(title, subtitle, null, List.of(new Panel("", across, contents)), up, legend, notes);
  }

  /** Whether all panels have the same axis from left to right. */
  boolean sharesAcross() {
    return panels.stream().map(Panel::across).distinct().count() <= 1;
  }

  @Override
  public void draw(Picture.Size size, Ink ink) {
    new Layout(this, size, ink).draw();
  }
}
