package dev.trainyard.report.print;

import java.awt.Color;
import java.awt.Insets;
import org.commonmark.node.CustomNode;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

/** A formula in a text. */
final class Formula extends CustomNode {
  /** JLaTeXMath keeps its symbols and fonts in static maps: one thread at a time. */
  private static final Object SETTING = new Object();

  private static final Color INK = new Color(0x111111);

  /** The size at which formulas are drawn, in pixels. */
  private static final int EM = 20;

  private static final int MARGIN = 1;

  private final String latex;
  private final boolean displayed;

  /**
   * A formula.
   *
   * @param displayed whether it stands alone
   */
  Formula(String latex, boolean displayed) {
    this.latex = latex;
    this.displayed = displayed;
  }

  /**
   * A formula as it is drawn.
   *
   * @param depth how far it reaches below the line of the text, in pixels of the drawing
   */
  record Typeset(Drawing drawing, double depth) {

    /** Its size and place, relative to the letters around it. */
    String css() {
      return "width:%.3fem;height:%.3fem;vertical-align:%.3fem"
          .formatted(drawing.width() / EM, drawing.height() / EM, -depth / EM);
    }
  }

  String latex() {
    return latex;
  }

  boolean isDisplayed() {
    return displayed;
  }

  Typeset typeset() {
    TeXIcon icon = icon();
    Drawing drawing =
        new Drawing(
            icon.getIconWidth(),
            icon.getIconHeight(),
            graphics -> {
              synchronized (SETTING) {
                icon.paintIcon(null, graphics, 0, 0);
              }
            });
    return new Typeset(drawing, icon.getIconDepth());
  }

  private TeXIcon icon() {
    synchronized (SETTING) {
      TeXIcon icon =
          new TeXFormula(latex).new TeXIconBuilder()
              .setStyle(displayed ? TeXConstants.STYLE_DISPLAY : TeXConstants.STYLE_TEXT)
              .setSize(EM)
              .setFGColor(INK)
              .build();
      icon.setInsets(new Insets(MARGIN, MARGIN, MARGIN, MARGIN), true);
      return icon;
    }
  }
}
