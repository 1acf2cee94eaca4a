package dev.trainyard.report;

import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.ExperimentView.TrialSummary;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialView.AttemptView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the results of a study rest on.
 *
 * @param software versions and engines; more than one where machines or attempts differ, as in the
 *     other lists
 * @param hardware processors and cores
 * @param sources what served the dataset
 * @param checksums SHA-256 by dataset and file, {@code mnist/t10k-images-idx3-ubyte}
 * @param work what was computed for each experiment
 * @param trials that have begun
 * @param attempts stretches of training that began; more than trials where a process was killed
 * @param started when the first trial started; null before
 * @param finished when the last experiment ended; null before
 */
record Origins(
    List<String> software,
    List<String> hardware,
    List<String> sources,
    Map<String, String> checksums,
    List<Work> work,
    int trials,
    int attempts,
    @Nullable Instant started,
    @Nullable Instant finished) {

  /**
   * The work for one experiment.
   *
   * @param seconds of all its epochs, validation included
   */
  record Work(
      String key,
      long id,
      int trials,
      List<Long> seeds,
      long epochs,
      long examples,
      double seconds) {}

  /** Reads the provenance of every trial. */
  static Origins of(List<Run> runs, Experiments experiments) {
    List<ExperimentView> views =
        runs.stream().map(run -> experiments.experiment(run.id())).toList();
    List<List<AttemptView>> begun = new ArrayList<>();
    for (ExperimentView view : views) {
      for (TrialSummary trial : view.trials()) {
        begun.add(experiments.trial(view.id(), trial.trial()).attempts());
      }
    }
    begun.removeIf(List::isEmpty);
    List<AttemptView> attempts = begun.stream().flatMap(List::stream).toList();
    List<Provenance> found =
        attempts.stream().map(AttemptView::provenance).filter(Objects::nonNull).toList();
    Map<String, String> checksums = new TreeMap<>();
    found.stream()
        .map(Provenance::dataset)
        .forEach(
            data ->
                data.sha256().forEach((file, sum) -> checksums.put(data.name() + "/" + file, sum)));
    boolean ended = runs.stream().allMatch(Run::ended);
    return new Origins(
        distinct(found, Origins::software),
        distinct(found, Origins::hardware),
        distinct(found, one -> one.dataset().source()),
        checksums,
        runs.stream().map(Origins::work).toList(),
        begun.size(),
        attempts.size(),
        instants(views, ExperimentView::startedAt).min(Comparator.naturalOrder()).orElse(null),
        ended
            ? instants(views, ExperimentView::finishedAt)
                .max(Comparator.naturalOrder())
                .orElse(null)
            : null);
  }

  /** Training images that went through a network, each as often as it did. */
  long examples() {
    return work.stream().mapToLong(Work::examples).sum();
  }

  /** Seconds of training over all trials, however many ran at once. */
  double seconds() {
    return work.stream().mapToDouble(Work::seconds).sum();
  }

  /** Seconds from the first trial's start to the last one's end; 0 before that. */
  double elapsed() {
    return started == null || finished == null
        ? 0
        : Duration.between(started, finished).toMillis() / 1000.0;
  }

  private static String software(Provenance one) {
    return "Trainyard %s (commit %s) on Java %s; engine %s of %s, matrix products by %s"
        .formatted(
            one.versions().get("trainyard"),
            one.versions().getOrDefault("commit", "not recorded"),
            one.versions().get("java"),
            one.engine(),
            one.library(),
            one.blas());
  }

  private static String hardware(Provenance one) {
    Provenance.Hardware machine = one.hardware();
    return "%s, %s%s; %s at once"
        .formatted(
            machine.cpu(),
            Numbers.many(machine.cores(), "core"),
            machine.card() == null ? "" : ", " + machine.card(),
            Numbers.many(machine.slots(), "trial"));
  }

  private static Work work(Run run) {
    var trials = run.curves().trials();
    long epochs = trials.stream().mapToLong(trial -> trial.epochs().size()).sum();
    return new Work(
        run.key(),
        run.id(),
        trials.size(),
        List.copyOf(new TreeSet<>(trials.stream().map(trial -> trial.seed()).toList())),
        epochs,
        epochs * run.trainingImages(),
        trials.stream()
            .flatMap(trial -> trial.epochs().stream())
            .mapToDouble(epoch -> epoch.seconds())
            .sum());
  }

  private static List<String> distinct(List<Provenance> found, Function<Provenance, String> words) {
    return found.stream().map(words).collect(Collectors.toCollection(TreeSet::new)).stream()
        .toList();
  }

  private static Stream<Instant> instants(
      List<ExperimentView> views, Function<ExperimentView, @Nullable Instant> of) {
    return views.stream().map(of).filter(Objects::nonNull);
  }
}
