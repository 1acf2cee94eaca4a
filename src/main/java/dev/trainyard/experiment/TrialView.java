package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One trial with all that decides and explains its result.
 *
 * @param spec the cell's parameters and the seed filled in
 * @param provenance of the last attempt; null before a process has begun to train
 * @param attempts the stretches in which it was trained, one after the other
 */
@Schema(name = "Trial")
public record TrialView(
    long experimentId,
    @JsonUnwrapped ExperimentView.TrialSummary summary,
    TrialSpec spec,
    @Nullable Provenance provenance,
    List<AttemptView> attempts) {

  /**
   * A stretch of training in one process.
   *
   * @param process host and process id
   * @param fromEpoch epochs that were finished before
   * @param endedAt null while it runs; for a process that died, when that was noticed
   * @param isolation why it had a process of its own beside that of the service; null if it had
   *     none
   * @param death how that process died while the service lived; null if it did not
   */
  @Schema(name = "Attempt")
  public record AttemptView(
      int attempt,
      String process,
      int fromEpoch,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Schema(example = "its process died twice before epoch 1 was finished")
          @Nullable String isolation,
      @Schema(example = "by SIGKILL (exit status 137)") @Nullable String death,
      @Nullable Provenance provenance) {}
}
