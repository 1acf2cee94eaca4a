package dev.trainyard.study;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Experiments that were queued together to answer the questions of a template.
 *
 * @param template the name of the template
 * @param author who hands its report in; null where nobody was named
 * @param experiments in the template's order
 */
public record Study(
    long id,
    String template,
    String name,
    @Nullable String author,
    Instant createdAt,
    List<Member> experiments) {

  /**
   * One of the experiments.
   *
   * @param key what it is in the template; unique within the study
   * @param question the question that it helps to answer, such as {@code 2.3}
   */
  public record Member(String key, String question, long experimentId) {}

  /** The ids of all its experiments. */
  List<Long> experimentIds() {
    return experiments.stream().map(Member::experimentId).toList();
  }
}
