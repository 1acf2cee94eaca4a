package dev.trainyard.report;

import dev.trainyard.outcome.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the networks of a study show when they are compared on the same test images. */
final class Findings {
  private static final String PLAIN = "plain";
  private static final String DECAY = "weight-decay";
  private static final String CONVOLUTIONAL = "convolutional";

  /** One setting of the training changed, against the cell that has all but that. */
  private static final List<String> CHANGES =
      List.of("schedule", "batch-size", "momentum", "units", "decayed-weights", "tuned");

  private static final String ONE_CONVOLUTION = "one-convolution";

  private static final List<String> PARTS = List.of("no-dropout", ONE_CONVOLUTION);

  private final List<Run> runs;
  private final Answers answers;
  private final Map<Cell, Judged> judged = new HashMap<>();
  private final Map<String, @Nullable Object> facts = new HashMap<>();

  private Findings(List<Run> runs, Answers answers) {
    this.runs = runs;
    this.answers = answers;
  }

  /**
   * The facts of a report by their names. Tables hold the rows that are complete, and are empty
   * where what they are compared with is not; single facts are null then.
   */
  static Map<String, @Nullable Object> of(List<Run> runs, Answers answers)
      throws InterruptedException {
    Findings findings = new Findings(runs, answers);
    findings.collect();
    return findings.facts;
  }

  private void collect() throws InterruptedException {
    Run plain = find(PLAIN).orElse(null);
    Run decay = find(DECAY).orElse(null);
    Run convolutional = find(CONVOLUTIONAL).orElse(null);
    List<Run> parts = complete(PARTS);
    List<Judged> changed = firsts(complete(CHANGES));
    Cell base = decay == null || changed.isEmpty() ? null : decay.at(changedFrom());
    Judged best = decay == null || plain == null ? null : best(plain, decay, changed);
    facts.put("base", base);
    facts.put("best_dense", best == null ? null : best.run());
    facts.put("best_cell", best == null ? null : best.cell());
    facts.put(
        "decay",
        plain == null || decay == null ? Contrasts.NONE : table(plain, plain.cell(), all(decay)));
    facts.put(
        "changes", decay == null || base == null ? Contrasts.NONE : table(decay, base, changed));
    facts.put(
        "parts",
        convolutional == null
            ? Contrasts.NONE
            : table(convolutional, convolutional.cell(), firsts(parts)));
    facts.put(
        "kinds",
        convolutional == null || best == null || plain == null
            ? Contrasts.NONE
            : kinds(convolutional, plain, best));
    Contrasts densePermuted = pair(PLAIN, "permuted-dense");
    Contrasts convolutionPermuted = pair(ONE_CONVOLUTION, "permuted-convolution");
    facts.put("dense_permuted", only(densePermuted));
    facts.put("convolution_permuted", only(convolutionPermuted));
    facts.put(
        "permuted_unequal",
        Stream.of(densePermuted, convolutionPermuted)
            .flatMap(pair -> pair.unequal().stream())
            .toList());
    facts.put("all_kinds", only(pair(PLAIN, ONE_CONVOLUTION)));
    facts.put("few_kinds", only(pair("few-dense", "few-convolution")));
    sensitivity();
    facts.put("hinton", decay == null ? null : reproduction(decay, judge(decay, decay.leader())));
    facts.put("hinton_best", decay == null || best == null ? null : reproduction(decay, best));
    facts.put(
        "mistakes",
        convolutional == null || best == null
            ? null
            : Mistakes.of(best, judge(convolutional, convolutional.cell())));
  }

  /** The smallest difference that every row that is judged with the others would have shown. */
  private void sensitivity() {
    List<Contrast> rows =
        Stream.of("decay", "changes", "parts")
            .flatMap(
                table -> ((Contrasts) Objects.requireNonNull(facts.get(table))).pooled().stream())
            .toList();
    facts.put(
        "detectable",
        rows.stream().map(Contrast::detectable).max(Comparator.naturalOrder()).orElse(null));
    facts.put(
        "detectable_here",
        rows.stream()
            .map(Contrast::detectableHere)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null));
  }

  /** The plain and the best fully connected network against the convolutional one. */
  private Contrasts kinds(Run convolutional, Run plain, Judged best) throws InterruptedException {
    Judged first = judge(plain, plain.cell());
    return table(
        convolutional,
        convolutional.cell(),
        first.equals(best) ? List.of(first) : List.of(first, best));
  }

  private Judged best(Run plain, Run decay, List<Judged> changed) throws InterruptedException {
    return Stream.of(Stream.of(judge(plain, plain.cell())), all(decay).stream(), changed.stream())
        .flatMap(one -> one)
        .max(Comparator.comparingDouble(one -> one.cell().last().mean()))
        .orElseThrow();
  }

  /** The variation between seeds is pooled over the sweep that the published figure belongs to. */
  private @Nullable Reproduction reproduction(Run decay, Judged recipe)
      throws InterruptedException {
    if (decay.reference() == null) {
      return null;
    }
    List<Judged> pooled = new ArrayList<>(all(decay));
    if (pooled.stream().noneMatch(one -> one.cell().equals(recipe.cell()))) {
      pooled.add(recipe);
    }
    return Reproduction.of(Objects.requireNonNull(decay.reference()).value(), recipe, pooled);
  }

  /** An experiment against another one, by itself; without a row until both are complete. */
  private Contrasts pair(String base, String other) throws InterruptedException {
    Run first = find(base).orElse(null);
    Run second = find(other).orElse(null);
    return first == null || second == null
        ? Contrasts.NONE
        : table(first, first.cell(), firsts(List.of(second)));
  }

  private static @Nullable Contrast only(Contrasts pair) {
    return pair.rows().isEmpty() ? null : pair.rows().getFirst();
  }

  private Contrasts table(Run run, Cell base, List<Judged> others) throws InterruptedException {
    return others.isEmpty() ? Contrasts.NONE : Contrasts.with(judge(run, base), others);
  }

  private List<Judged> all(Run run) throws InterruptedException {
    List<Judged> all = new ArrayList<>();
    for (Cell cell : run.cells()) {
      all.add(judge(run, cell));
    }
    return all;
  }

  private List<Judged> firsts(List<Run> of) throws InterruptedException {
    List<Judged> firsts = new ArrayList<>();
    for (Run run : of) {
      firsts.add(judge(run, run.cell()));
    }
    return firsts;
  }

  private Judged judge(Run run, Cell cell) throws InterruptedException {
    Judged known = judged.get(cell);
    if (known == null) {
      known = answers.of(run, cell);
      judged.put(cell, known);
    }
    return known;
  }

  /** The factor of weight decay that the changes leave alone, whichever of them are complete. */
  private double changedFrom() {
    return runs.stream()
        .filter(run -> CHANGES.contains(run.key()))
        .mapToDouble(run -> run.training().l2())
        .max()
        .orElseThrow();
  }

  private List<Run> complete(List<String> keys) {
    return keys.stream().flatMap(key -> find(key).stream()).toList();
  }

  private Optional<Run> find(String key) {
    return runs.stream().filter(run -> run.key().equals(key) && run.done()).findFirst();
  }
}
