package dev.trainyard.evaluation;

import dev.trainyard.chart.Axis;
import dev.trainyard.chart.Content;
import dev.trainyard.chart.Ink;
import dev.trainyard.chart.Ink.Anchor;
import dev.trainyard.chart.Legend;
import dev.trainyard.chart.Letters;
import dev.trainyard.chart.Line;
import dev.trainyard.chart.Look;
import dev.trainyard.chart.Palette;
import dev.trainyard.chart.Picture;
import dev.trainyard.chart.Plot;
import dev.trainyard.chart.Scale;
import dev.trainyard.statistics.Calibration.Bin;
import dev.trainyard.statistics.Interval;
import dev.trainyard.statistics.Proportion;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Draws whether a network is right as often as it says: the accuracy of the images in each bin of
 * confidence, with its interval, over their mean confidence (Guo et al., 2017).
 */
final class ReliabilityDiagram {
  private static final Look PERFECT = new Look(Palette.GREY, Ink.THIN_DASHED, null);
  private static final Look FOUND = new Look(Palette.BLUE, Ink.THIN, Look.CIRCLE);

  /** Below 0%, for the numbers of images. */
  private static final double FOOT = 9;

  private ReliabilityDiagram() {}

  static Picture of(TrialEvaluation evaluation, String title, String basis, Picture.Size size) {
    Scale percent = Scale.of(0, 100, false);
    Line perfect = new Line(new double[] {0, 100}, new double[] {0, 100}, PERFECT);
    String subtitle =
        String.format(
            Locale.ROOT,
            "expected calibration error %.2f%%, accuracy %.2f%%, log loss %.4f nats; %s",
            100 * evaluation.calibration().expectedError(),
            100 * evaluation.accuracy().value(),
            evaluation.logLoss(),
            basis);
    return new Picture(
        new Plot(
            title,
            subtitle,
            new Axis("Confidence: probability of the predicted class (%)", percent),
            new Axis("Accuracy (% of images)", new Scale(-FOOT, 100, false, percent.ticks())),
            List.of(new Bins(evaluation.calibration().bins()), perfect),
            List.of(
                new Legend.Entry(List.of("accuracy in each bin,", "with 95% interval"), FOUND),
                new Legend.Entry(List.of("perfect calibration"), PERFECT)),
            List.of("at the bottom the number of images in each bin of confidence")),
        size);
  }

  /** The bins, each as a column, a point with its interval, and its number of images. */
  private record Bins(List<Bin> bins) implements Content {
    private static final double CAP = 3;
    private static final double COLUMN = 0.13;
    private static final Letters LETTERS = Letters.plain(11);

    @Override
    public void draw(Frame frame, Ink ink) {
      for (Bin bin : bins) {
        double left = frame.x(100 * bin.from());
        double width = frame.x(100 * bin.to()) - left;
        double top = frame.y(100 * bin.accuracy());
        ink.area(
            new Rectangle2D.Double(left + 0.5, top, width - 1, frame.y(0) - top),
            Palette.pale(FOUND.color(), COLUMN));
        String images = String.format(Locale.ROOT, "%,d", bin.count());
        ink.words(
            images,
            left + width / 2,
            frame.area().getMaxY() - 6,
            Anchor.MIDDLE,
            LETTERS.shrunk(images, width - 2, 1),
            Palette.INK);
      }
      bins.forEach(bin -> point(bin, frame, ink));
    }

    private static void point(Bin bin, Frame frame, Ink ink) {
      int right = (int) Math.round(bin.accuracy() * bin.count());
      Interval interval = new Proportion(right, bin.count()).interval(TrialEvaluation.LEVEL);
      double x = frame.x(100 * bin.confidence());
      double low = frame.y(100 * interval.from());
      double high = frame.y(100 * interval.to());
      Path2D bar = new Path2D.Double();
      bar.append(new Line2D.Double(x, low, x, high), false);
      bar.append(new Line2D.Double(x - CAP, low, x + CAP, low), false);
      bar.append(new Line2D.Double(x - CAP, high, x + CAP, high), false);
      ink.line(bar, FOUND.color(), Ink.THIN);
      FOUND.mark(Look.CIRCLE, x, frame.y(100 * bin.accuracy()), ink);
    }
  }
}
