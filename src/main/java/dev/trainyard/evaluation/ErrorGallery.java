package dev.trainyard.evaluation;

import dev.trainyard.chart.Picture;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.evaluation.Gallery.Tile;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows images that networks get wrong, with what they take them for. */
final class ErrorGallery {
  private static final String ARROW = "%s → %s";

  private ErrorGallery() {}

  /** Those of one trial. */
  static Picture of(
      TrialErrors errors, TrialPredictions trial, String title, Paging paging, Picture.Size size) {
    var tiles =
        errors.items().stream()
            .map(
                item ->
                    new Tile(
                        trial.images().picture(item.image()),
                        ARROW.formatted(item.trueClass(), item.predicted()),
                        percent(item.confidence())))
            .toList();
    int all = (int) errors.totalItems();
    String subtitle =
        all == 0
            ? trial.words()
            : "true → predicted class, with its probability; errors %s, the surest first; %s"
                .formatted(paging.words(all), trial.words());
    return new Picture(new Gallery(title, subtitle, tiles, "no error to show"), size);
  }

  /** Those of several trials. */
  static Picture of(
      MissedImages missed, LabelledImages images, String title, Paging paging, Picture.Size size) {
    var tiles =
        missed.items().stream()
            .map(
                item ->
                    new Tile(
                        images.picture(item.image()),
                        ARROW.formatted(item.trueClass(), predicted(item)),
                        "%d of %d".formatted(item.missedBy(), missed.trials())))
            .toList();
    int all = (int) missed.totalItems();
    String networks = missed.trials() == 1 ? "1 network" : missed.trials() + " networks";
    String subtitle =
        all == 0
            ? networks
            : "true → predicted class, with how many of %s get it wrong; images %s, the most missed first"
                .formatted(networks, paging.words(all));
    return new Picture(new Gallery(title, subtitle, tiles, "no image to show"), size);
  }

  private static String predicted(MissedImages.Item item) {
    return item.predictions().stream()
        .map(MissedImages.WrongClass::predicted)
        .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
