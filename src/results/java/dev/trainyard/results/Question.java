package dev.trainyard.results;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of an experiment.
 *
 * @param file the name of its file, without its directory
 * @param row what its row says beside the figures
 * @param together what the row says in which its trials answer together, as one model; null if they
 *     are not to
 * @param experiment the request, with seeds that no choice has seen
 */
record Question(String file, Row row, @Nullable Row together, JsonNode experiment) {

  /**
   * The words of a row.
   *
   * @param what what was trained
   * @param reference what others reach
   * @param toReach the mean accuracy that is aimed at, in words
   * @param chosen the accuracy over the seeds with which the recipe was chosen; null if nothing was
   * @param remark what else is to be known where less is reached; may be empty
   */
  record Row(
      String what, String reference, String toReach, @Nullable Double chosen, String remark) {

    private static Row of(JsonNode json) {
      return new Row(
          json.path("what").asString(),
          json.path("reference").asString(),
          json.path("toReach").asString(),
          json.hasNonNull("chosen") ? json.path("chosen").asDouble() : null,
          json.path("remark").asString(""));
    }
  }

  static Question of(String file, JsonNode json) {
    return new Question(
        file,
        Row.of(json),
        json.hasNonNull("together") ? Row.of(json.path("together")) : null,
        json.path("experiment"));
  }
}
