package dev.trainyard.comparison;

import dev.trainyard.experiment.UnknownTrial;
import dev.trainyard.outcome.Curves;
import dev.trainyard.outcome.Curves.TrialCurve;
import dev.trainyard.refusal.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be compared.
 *
 * @param experiments in the order of the request, each once
 * @param trials of those experiments of which not all count, by experiment
 */
record Selection(List<Long> experiments, Map<Long, List<Integer>> trials) {
  static final int MOST_EXPERIMENTS = 12;

  private static final String EXPERIMENTS = "experiments";
  private static final String TRIALS = "trials";
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern TRIAL = Pattern.compile("([1-9][0-9]{0,17})/([1-9][0-9]{0,8})");

  /**
   * Reads the parameters of a request.
   *
   * @param experiments such as {@code 1,2,3}; null if the request has none
   * @param trials such as {@code 1/3,2/1}; null for all
   * @throws Refusal INVALID with what is wrong in them
   */
  static Selection of(@Nullable String experiments, @Nullable String trials) {
    if (experiments == null) {
      throw Refusal.invalid(
          EXPERIMENTS, "is missing; name ids with commas between them, such as 1,2,3");
    }
    List<Long> ids = new ArrayList<>();
    for (String id : experiments.split(",", -1)) {
      if (!ID.matcher(id).matches()) {
        throw Refusal.invalid(
            EXPERIMENTS,
            "must be ids with commas between them, such as 1,2,3, not \"%s\""
                .formatted(experiments));
      }
      addOnce(Long.valueOf(id), ids, EXPERIMENTS, id);
    }
    if (ids.size() > MOST_EXPERIMENTS) {
      throw Refusal.invalid(
          EXPERIMENTS,
          "names %d experiments; %d at most are compared at a time"
              .formatted(ids.size(), MOST_EXPERIMENTS));
    }
    return new Selection(ids, trials == null ? Map.of() : trials(trials, ids));
  }

  private static Map<Long, List<Integer>> trials(String text, List<Long> experiments) {
    Map<Long, List<Integer>> trials = new LinkedHashMap<>();
    for (String one : text.split(",", -1)) {
      Matcher parts = TRIAL.matcher(one);
      if (!parts.matches()) {
        throw Refusal.invalid(
            TRIALS,
            "must be experiment/trial with commas between them, such as 1/3,2/1, not \"%s\""
                .formatted(text));
      }
      Long experiment = Long.valueOf(parts.group(1));
      if (!experiments.contains(experiment)) {
        throw Refusal.invalid(
            TRIALS,
            "names %s, but experiment %d is not among the %s"
                .formatted(one, experiment, EXPERIMENTS));
      }
      Integer trial = Integer.valueOf(parts.group(2));
      addOnce(trial, trials.computeIfAbsent(experiment, _ -> new ArrayList<>()), TRIALS, one);
    }
    return trials;
  }

  private static <T> void addOnce(T value, List<T> known, String field, String written) {
    if (known.contains(value)) {
      throw Refusal.invalid(field, "names %s twice".formatted(written));
    }
    known.add(value);
  }

  /**
   * The curves of the trials that count.
   *
   * @throws UnknownTrial if there is no trial of a number that was named
   */
  Curves of(Curves all) {
    List<Integer> numbers = trials.get(all.experimentId());
    if (numbers == null) {
      return all;
    }
    List<Integer> known = all.trials().stream().map(TrialCurve::trial).toList();
    for (int number : numbers) {
      if (!known.contains(number)) {
        throw new UnknownTrial(all.experimentId(), number);
      }
    }
    return new Curves(
        all.experimentId(),
        all.trials().stream().filter(trial -> numbers.contains(trial.trial())).toList());
  }
}
