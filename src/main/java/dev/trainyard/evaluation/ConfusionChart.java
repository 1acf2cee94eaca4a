package dev.trainyard.evaluation;

import dev.trainyard.chart.Axis;
import dev.trainyard.chart.Content;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import dev.trainyard.chart.Plot;
import dev.trainyard.chart.Scale;
import dev.trainyard.chart.Scale.Tick;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Draws a confusion matrix: what is right in quiet blue on the diagonal, and each error the
 * stronger the more frequent it is beside the most frequent one.
 */
final class ConfusionChart {
  private ConfusionChart() {}

  static Picture of(ConfusionMatrix matrix, String title, String basis, Picture.Size size) {
    ClassNames classes = matrix.classes();
    int last = classes.count() - 1;
    Axis across = axis("Predicted class", classes, label -> label);
    Axis up = axis("True class", classes, label -> last - label);
    String subtitle =
        String.format(
            Locale.ROOT,
            "%s: %,d classified correctly, %,d not",
            basis,
            matrix.correct(),
            matrix.count() - matrix.correct());
    return new Picture(
        new Plot(title, subtitle, across, up, List.of(new Cells(matrix)), List.of(), List.of()),
        size);
  }

  private static Axis axis(String title, ClassNames classes, IntUnaryOperator place) {
    List<Tick> ticks =
        IntStream.range(0, classes.count())
            .map(place)
            .mapToObj(label -> new Tick(place.applyAsInt(label), classes.of(label)))
            .toList();
    return new Axis(title, new Scale(-0.5, classes.count() - 0.5, false, ticks));
  }

  /** The numbers of images; where there is none nothing stands. */
  private record Cells(ConfusionMatrix matrix) implements Content {
    private static final double DIAGONAL = 0.15;
    private static final double PALEST = 0.08;
    private static final double DARKEST = 0.85;
    private static final Letters LETTERS = Letters.plain(14);

    @Override
    public void draw(Frame frame, Ink ink) {
      // The lines of a plot lead to its ticks; through cells they would cross out what is not
      // there.
      ink.area(frame.area(), Color.WHITE);
      int classes = matrix.classes().count();
      double width = frame.area().getWidth() / classes;
      double height = frame.area().getHeight() / classes;
      double most = mostErrors();
      String widest = text(matrix.count() / classes);
      Letters letters =
          Letters.plain(Math.min(0.6 * height, LETTERS.shrunk(widest, 0.8 * width, 1).size()));
      for (int label = 0; label < classes; label++) {
        for (int predicted = 0; predicted < classes; predicted++) {
          double left = frame.area().getMinX() + predicted * width;
          double top = frame.area().getMinY() + label * height;
          Rectangle2D place = new Rectangle2D.Double(left, top, width - 0.5, height - 0.5);
          int images = matrix.images(label, predicted);
          if (images > 0) {
            ink.area(place, colour(label == predicted, images / most));
            double baseline = top + (height + letters.size() * Letters.RISE) / 2;
            ink.words(
                text(images), left + width / 2, baseline, Anchor.MIDDLE, letters, Palette.INK);
          }
        }
      }
    }

    /**
     * The colour of a cell.
     *
     * @param share of the most frequent error, 0 to 1
     */
    private static Color colour(boolean right, double share) {
      return right
          ? Palette.pale(Palette.BLUE, DIAGONAL)
          : Palette.pale(Palette.VERMILLION, PALEST + (DARKEST - PALEST) * share);
    }

    private double mostErrors() {
      int classes = matrix.classes().count();
      return IntStream.range(0, classes * classes)
          .filter(i -> i / classes != i % classes)
          .map(i -> matrix.images(i / classes, i % classes))
          .max()
          .orElse(1);
    }

    private static String text(int images) {
      return String.format(Locale.ROOT, "%,d", images);
    }
  }
}
