package dev.trainyard.experiment;

import dev.trainyard.outcome.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trial that is trained again from its record, by an experiment of its own.
 *
 * @param id of the experiment that trains it again
 * @param experimentId of the experiment that is trained again
 * @param trial number of its trial
 * @param epochs that the trial had when this was asked for
 * @param reason why it FAILED
 * @param former what is stored of the trial
 * @param again what is stored of the training of now
 */
public record Retraining(
    long id,
    long experimentId,
    int trial,
    int epochs,
    Status status,
    @Nullable String reason,
    Progress progress,
    Instant createdAt,
    TrialRecord former,
    TrialRecord again) {}
