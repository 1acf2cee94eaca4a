package dev.trainyard.report.print;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * A figure or a table together with its caption, which stay on one page unless a table is so long
 * that it would leave a gap on the page before.
 */
final class Captioned extends CustomBlock {
  private static final int MOST_ROWS = 15;
  private static final Pattern NAME = Pattern.compile("(Figure|Table) \\d+\\.");

  /** Puts every caption of the document together with what it belongs to. */
  static Node gather(Node document) {
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      Node next = node.getNext();
      if (next != null && (isFigure(node, next) || isTable(node, next))) {
        Captioned both = new Captioned();
        node.insertBefore(both);
        both.appendChild(node);
        both.appendChild(next);
        node = both;
      }
    }
    return document;
  }

  /** Whether this is a table that may go on on another page. */
  boolean isLong() {
    int rows = 0;
    if (getLastChild() instanceof TableBlock table
        && table.getLastChild() instanceof TableBody body) {
      for (Node row = body.getFirstChild(); row != null; row = row.getNext()) {
        rows++;
      }
    }
    return rows > MOST_ROWS;
  }

  /** The pictures, if this is a figure. */
  List<Image> images() {
    List<Image> images = new ArrayList<>();
    for (Node node = getFirstChild().getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Image image) {
        images.add(image);
      }
    }
    return images;
  }

  private static boolean isFigure(Node node, Node next) {
    return node instanceof Paragraph && node.getFirstChild() instanceof Image && isCaption(next);
  }

  private static boolean isTable(Node node, Node next) {
    return isCaption(node) && next instanceof TableBlock;
  }

  private static boolean isCaption(Node node) {
    return node instanceof Paragraph
        && node.getFirstChild() instanceof StrongEmphasis name
        && name.getFirstChild() instanceof Text text
        && NAME.matcher(text.getLiteral()).matches();
  }
}
