package dev.trainyard.experiment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process takes part in the work.
 *
 * @param roles what this process does; both by default
 * @param version of Trainyard, for the provenance
 * @param commit it was built from, "unknown" outside of its history
 * @param slots trials that run at once in this process; 0 for one per core
 * @param deadAfter time after which the trials of a process that died are taken over by another
 * @param pollInterval how often this process looks for trials that others have queued
 */
@ConfigurationProperties("trainyard")
@Validated
public record WorkSettings(
    @NotEmpty @DefaultValue({"api", "worker"}) Set<Role> roles,
    @NotBlank String version,
    @NotBlank @DefaultValue("unknown") String commit,
    @Min(1) @Max(1024) int slots,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration deadAfter,
    @DefaultValue("500ms") @DurationMin(millis = 1) @DurationMax(days = 1) Duration pollInterval) {

  /** What a process does for the others on the same database. */
  public enum Role {
    /** Answers over HTTP and queues. */
    API,
    /** Trains what is queued. */
    WORKER
  }

  public WorkSettings {
    slots = slots == 0 ? Runtime.getRuntime().availableProcessors() : slots;
  }
}
