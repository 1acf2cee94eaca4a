package dev.trainyard.report.print;

import org.commonmark.node.CustomNode;

/** A formula in a text, in the part of LaTeX that {@link MathReader} reads. */
final class Formula extends CustomNode {
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

  boolean isDisplayed() {
    return displayed;
  }

  MathNode tree() {
    return MathReader.read(latex);
  }
}
