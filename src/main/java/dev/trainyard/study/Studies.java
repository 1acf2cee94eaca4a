package dev.trainyard.study;

import dev.trainyard.refusal.Refusal;

/** What other modules may ask about studies. */
public interface Studies {

  /**
   * A study with the ids of its experiments.
   *
   * @throws UnknownStudy if there is none with this id
   */
  Study get(long id);

  /**
   * The file in {@code studies} with the words of a study's report.
   *
   * @throws Refusal CONFLICT if the study was queued when its template had not yet all of its
   *     experiments
   */
  String report(Study study);
}
