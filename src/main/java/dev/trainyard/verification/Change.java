package dev.trainyard.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.Retraining;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the two trainings of a trial do not have in common.
 *
 * @param recorded the values of the attempts that the record rests on
 * @param now the values of the attempts that trained it again
 */
record Change(
    Kind kind,
    @Schema(example = "java") String name,
    @Schema(example = "[\"25.0.2+10\"]", description = "Empty if it was not recorded then")
        Set<String> recorded,
    @Schema(example = "[\"25.0.3+9\"]") Set<String> now) {

  /** What it belongs to. */
  enum Kind {
    VERSION,
    ENGINE,
    CPU,
    DATA;

    @JsonValue
    String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Fact(Kind kind, String name) {}

  /** All that differs of what a result rests on; threads and memory do not count. */
  static List<Change> between(Retraining training) {
    Map<Fact, Set<String>> recorded = facts(training.former().provenances());
    Map<Fact, Set<String>> now = facts(training.again().provenances());
    if (now.isEmpty()) {
      return List.of();
    }
    Set<Fact> all = new LinkedHashSet<>(now.keySet());
    all.addAll(recorded.keySet());
    List<Change> changes = new ArrayList<>();
    for (Fact fact : all) {
      Set<String> before = recorded.getOrDefault(fact, Set.of());
      Set<String> after = now.getOrDefault(fact, Set.of());
      if (!before.equals(after)) {
        changes.add(new Change(fact.kind(), fact.name(), before, after));
      }
    }
    return changes;
  }

  private static Map<Fact, Set<String>> facts(List<Provenance> provenances) {
    Map<Fact, Set<String>> facts = new LinkedHashMap<>();
    provenances.forEach(
        provenance ->
            facts(provenance)
                .forEach(
                    (fact, value) ->
                        facts.computeIfAbsent(fact, any -> new TreeSet<>()).add(value)));
    return facts;
  }

  private static Map<Fact, String> facts(Provenance provenance) {
    Map<Fact, String> facts = new LinkedHashMap<>();
    facts.put(new Fact(Kind.ENGINE, "engine"), provenance.engine());
    facts.put(new Fact(Kind.VERSION, "library"), provenance.library());
    facts.put(new Fact(Kind.VERSION, "blas"), provenance.blas());
    provenance
        .versions()
        .forEach((name, version) -> facts.put(new Fact(Kind.VERSION, name), version));
    facts.put(new Fact(Kind.CPU, "cpu"), provenance.hardware().cpu());
    String card = provenance.hardware().card();
    facts.put(new Fact(Kind.CPU, "card"), card == null ? "none" : card);
    provenance
        .dataset()
        .sha256()
        .forEach((file, sum) -> facts.put(new Fact(Kind.DATA, "sha256 of " + file), sum));
    return facts;
  }

  @Override
  public String toString() {
    return "%s (%s, now %s)".formatted(name, text(recorded), text(now));
  }

  private static String text(Set<String> values) {
    return values.isEmpty() ? "not recorded" : String.join(" and ", values);
  }
}
