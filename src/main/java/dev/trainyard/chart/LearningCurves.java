package dev.trainyard.chart;

import dev.trainyard.outcome.Band;
import dev.trainyard.outcome.Cell;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Draws a metric over the epochs.
 *
 * <p>One cell: training and validation in two colours, a line for each trial; for more than {@value
 * #MOST_LINES} trials their mean and a band of one standard deviation. Several cells: a colour for
 * each, the mean of its trials, validation solid and training dashed.
 */
final class LearningCurves {
  private static final int MOST_LINES = 6;
  private static final int MOST_MARKERS = 30;

  private final Metric metric;
  private final Range drawn = new Range();
  private final List<Content> contents = new ArrayList<>();
  private final List<Legend.Entry> legend = new ArrayList<>();

  private final boolean errors;

  private LearningCurves(Metric metric, boolean errors) {
    this.metric = metric;
    this.errors = errors;
  }

  /** The error rates, on a logarithmic axis: near 100%, accuracies all look alike. */
  static Picture ofErrors(Curves curves, Picture.Size size) {
    Curves errors =
        new Curves(
            curves.experimentId(), curves.trials().stream().map(LearningCurves::errors).toList());
    Plot plot =
        new LearningCurves(Metric.ACCURACY, true).plot(errors, "", new Standing(List.of(), null));
    return new Picture(plot, size);
  }

  private static TrialCurve errors(TrialCurve curve) {
    return new TrialCurve(
        curve.trial(),
        curve.replicate(),
        curve.seed(),
        curve.parameters(),
        curve.status(),
        curve.pruned(),
        curve.validation(),
        curve.test(),
        curve.epochs().stream().map(LearningCurves::errors).toList());
  }

  private static EpochMetrics errors(EpochMetrics epoch) {
    return new EpochMetrics(
        epoch.epoch(),
        epoch.trainLoss(),
        1 - epoch.trainAccuracy(),
        epoch.validationLoss(),
        1 - epoch.validationAccuracy(),
        epoch.learningRate(),
        epoch.seconds());
  }

  /**
   * The picture of these curves.
   *
   * @param standing of the trials that the curves are of
   */
  static Picture of(
      Curves curves, Metric metric, String title, Standing standing, Picture.Size size) {
    List<TrialCurve> begun =
        curves.trials().stream().filter(trial -> !trial.epochs().isEmpty()).toList();
    Plot plot =
        new LearningCurves(metric, false)
            .plot(new Curves(curves.experimentId(), begun), title, standing);
    return new Picture(plot, size);
  }

  private Plot plot(Curves begun, String title, Standing standing) {
    List<TrialCurve> trials = begun.trials();
    List<Cell> cells = begun.cells(metric);
    if (cells.size() > 1) {
      cells(cells);
    } else if (trials.size() > MOST_LINES) {
      bands(cells.getFirst());
    } else if (!trials.isEmpty()) {
      lines(trials);
    }
    int epochs = trials.stream().mapToInt(trial -> trial.epochs().size()).max().orElse(1);
    Scale scale = errors ? drawn.logarithmic().inFigures() : Axes.scale(metric, drawn);
    // That 0 is on the lower edge is for the caption to say.
    List<String> notes = drawn.notes(scale.logarithmic() && !errors);
    notes.addAll(contents.isEmpty() ? standing.nothing("epoch") : standing.notes());
    return new Plot(
        title,
        new Axis("Epoch", Scale.wholeNumbersTo(epochs, epochs == 1 ? 0.5 : 0.02 * epochs)),
        new Axis(errors ? "Error rate (%)" : Axes.title(metric), scale),
        contents,
        legend,
        notes);
  }

  private void lines(List<TrialCurve> trials) {
    boolean alone = trials.size() == 1;
    boolean marked = alone && trials.getFirst().epochs().size() <= MOST_MARKERS;
    Look training =
        new Look(Palette.BLUE, alone ? Ink.DASHED : Ink.THIN_DASHED, marked ? Look.DIAMOND : null);
    Look validation =
        new Look(Palette.VERMILLION, alone ? Ink.SOLID : Ink.THIN, marked ? Look.CIRCLE : null);
    for (TrialCurve trial : trials) {
      line(Band.of(List.of(trial), metric::training), training);
      line(Band.of(List.of(trial), metric::validation), validation);
    }
    List<String> of = alone ? List.of() : List.of("(%d replicates)".formatted(trials.size()));
    name("training", of, training);
    name("validation", of, validation);
  }

  private void bands(Cell cell) {
    Look training = new Look(Palette.BLUE, Ink.DASHED, null);
    Look validation = new Look(Palette.VERMILLION, Ink.SOLID, null);
    Ribbon ofTraining = ribbon(cell.band(metric::training), training);
    Ribbon ofValidation = ribbon(cell.band(metric::validation), validation);
    contents.addAll(
        List.of(
            ofTraining, ofValidation, ofTraining.line(training), ofValidation.line(validation)));
    String mean = "mean of %d replicates".formatted(cell.trials().size());
    List<String> of = List.of(mean, "± standard deviation");
    name("training", of, training);
    name("validation", of, validation);
  }

  private void cells(List<Cell> cells) {
    Labels labels = Labels.of(cells.stream().map(Cell::parameters).toList());
    List<Color> colours = Palette.lines(cells.size());
    boolean few = cells.size() <= Palette.LINES.size();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (few) {
        line(cell.band(metric::training), new Look(colours.get(i), Ink.THIN_DASHED, null));
      }
      Look solid = new Look(colours.get(i), Ink.SOLID, null);
      line(cell.band(metric::validation), solid);
      name(labels.of(cell.parameters()), List.of(), solid);
    }
    name("validation", List.of(), new Look(Palette.GREY, Ink.SOLID, null));
    if (few) {
      name("training", List.of(), new Look(Palette.GREY, Ink.THIN_DASHED, null));
    }
  }

  /** The means of a band with a line through them. */
  private void line(Band band, Look look) {
    Line line = Ribbon.of(band, Axes.unit(metric), look.color()).line(look);
    drawn.add(line.y(), line.bars());
    contents.add(line);
  }

  private Ribbon ribbon(Band band, Look look) {
    Ribbon ribbon = Ribbon.of(band, Axes.unit(metric), look.color());
    drawn.add(ribbon.means(), ribbon.deviations());
    return ribbon;
  }

  private void name(String name, List<String> of, Look look) {
    legend.add(new Legend.Entry(Stream.concat(Stream.of(name), of.stream()).toList(), look));
  }
}
