package dev.trainyard.experiment;

/**
 * What is known of a trial's network before it is read.
 *
 * @param trialId of its trial, unique over all experiments
 * @param epoch after which it is asked for
 * @param kept whether its parameters after that epoch are
 * @param completed whether the trial is: then its network is what it was to become
 */
public record ModelFacts(
    long trialId, TrialSpec spec, int epoch, boolean kept, boolean completed) {}
