package dev.trainyard.experiment;

import dev.trainyard.outcome.ValidationImages;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A trial whose network is what it was to become.
 *
 * @param id of the trial, unique over all experiments
 * @param number in its experiment, from 1
 * @param parameters the swept parameters of its cell by path; empty without a sweep
 * @param dataset the name of what it was trained on
 * @param validation the images on which its epochs may have been chosen
 * @param epoch after which its network counts: the best with {@code restoreBest}, else the last
 */
public record CompletedTrial(
    long id,
    int number,
    int replicate,
    long seed,
    Map<String, JsonNode> parameters,
    String dataset,
    ValidationImages validation,
    int epoch) {}
