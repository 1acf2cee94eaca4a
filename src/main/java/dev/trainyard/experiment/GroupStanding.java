package dev.trainyard.experiment;

import dev.trainyard.outcome.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where experiments that belong together stand.
 *
 * @param status as of one experiment that had all their trials
 * @param experiments in the order in which they were asked for
 * @param startedAt when the first one started
 * @param finishedAt when the last one ended; null while one of them has not
 */
public record GroupStanding(
    Status status,
    Progress progress,
    List<Member> experiments,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** One of the experiments. */
  public record Member(long id, String name, Status status, Progress progress) {}
}
