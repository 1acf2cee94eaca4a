package dev.trainyard.results;

import tools.jackson.databind.JsonNode;

/**
 * What is asked of an experiment.
 *
 * @param what the row's first cell
 * @param reference what others reach
 * @param toReach the mean accuracy that is aimed at, in words
 * @param ensemble whether the trials are to answer together, as one model
 * @param remark what else is to be known where less is reached; may be empty
 * @param experiment the request
 */
record Question(
    String what,
    String reference,
    String toReach,
    boolean ensemble,
    String remark,
    JsonNode experiment) {

  static Question of(JsonNode json) {
    return new Question(
        json.path("what").asString(),
        json.path("reference").asString(),
        json.path("toReach").asString(),
        json.path("ensemble").asBoolean(false),
        json.path("remark").asString(""),
        json.path("experiment"));
  }
}
