package dev.trainyard.experiment.ledger;

import dev.trainyard.experiment.Deaths;
import dev.trainyard.experiment.spec.GridCell;
import dev.trainyard.experiment.spec.Workload;
import dev.trainyard.outcome.Status;
import dev.trainyard.outcome.TestScore;
import dev.trainyard.training.EpochMetrics;
import dev.trainyard.training.Metric;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A trial as it is stored; it alone decides where it stands. */
@Entity
class Trial {
  private static final int LONGEST_REASON = 2000;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "trial_seq")
  private @Nullable Long id;

  private long experimentId;
  private int number;
  private int replicate;
  private long seed;

  @Convert(converter = JsonColumn.OfParameters.class)
  @Column(length = 100_000)
  private Stored<Map<String, JsonNode>> parameters;

  @Enumerated(EnumType.STRING)
  private Status status = Status.QUEUED;

  @Column(length = LONGEST_REASON)
  private @Nullable String reason;

  /** See {@link Workload}. */
  private String workload;

  private int submission = 1;
  private int attempt;
  private int processDeaths;
  private int ownProcessDeaths;
  private boolean outOfMemory;
  private int epochsTotal;
  private int epochsCompleted;
  private int bestEpoch;
  private double bestValidationAccuracy;

  /** Of the best epoch, what it is best in. */
  private double bestValue;

  private boolean stoppedEarly;
  private @Nullable Integer testEpoch;
  private @Nullable Integer testImages;
  private @Nullable Double testLoss;
  private @Nullable Double testAccuracy;
  private @Nullable Instant lastEpochAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;

  @SuppressWarnings("NullAway.Init")
  protected Trial() {}

  /**
   * A trial that is to be queued.
   *
   * @param number in its experiment, from 1
   * @param replicate from 1; the first has the cell's own seed, each further one the next
   * @param parameters the cell's
   */
  Trial(
      long experimentId,
      int number,
      int replicate,
      GridCell cell,
      Stored<Map<String, JsonNode>> parameters) {
    this.experimentId = experimentId;
    this.number = number;
    this.replicate = replicate;
    this.seed = cell.training().seed() + replicate - 1;
    this.parameters = parameters;
    this.epochsTotal = cell.training().epochs();
    this.workload = cell.workload();
  }

  /**
   * A trial of the same cell that is to be queued.
   *
   * @param itsNumber that no trial of the experiment has
   * @param itsReplicate from 2
   */
  Trial sibling(int itsNumber, int itsReplicate) {
    Trial sibling = new Trial();
    sibling.experimentId = experimentId;
    sibling.number = itsNumber;
    sibling.replicate = itsReplicate;
    sibling.seed = seed - replicate + itsReplicate;
    sibling.parameters = parameters;
    sibling.epochsTotal = epochsTotal;
    sibling.workload = workload;
    return sibling;
  }

  /** Asks for fewer epochs than its training has, before it begins. */
  void trainFirst(int epochs) {
    epochsTotal = epochs;
  }

  /** Begins a new attempt, the only one that may record epochs from now on. */
  void start(Instant now) {
    become(Status.RUNNING);
    attempt++;
    reason = null;
    if (startedAt == null) {
      startedAt = now;
    }
  }

  /**
   * Counts an epoch that the running attempt has finished.
   *
   * @param bestBy what makes an epoch the best one
   */
  void epochCompleted(EpochMetrics metrics, Metric bestBy, Instant now) {
    if (status != Status.RUNNING || metrics.epoch() != epochsCompleted + 1) {
      throw new IllegalStateException(
          "epoch %d of a trial that is %s after epoch %d"
              .formatted(metrics.epoch(), status, epochsCompleted));
    }
    epochsCompleted = metrics.epoch();
    forgetDeaths();
    lastEpochAt = now;
    double value = bestBy.validation(metrics);
    if (bestEpoch == 0 || bestBy.worstFirst().compare(value, bestValue) > 0) {
      bestEpoch = metrics.epoch();
      bestValue = value;
    }
    bestValidationAccuracy = Math.max(bestValidationAccuracy, metrics.validationAccuracy());
  }

  /** Goes back to the queue with what it has, because its process stops. */
  void giveBack() {
    become(Status.QUEUED);
  }

  /**
   * Goes back to the queue because something cannot be had now that it needs.
   *
   * @param what is missing, for its user
   */
  void await(String what) {
    become(Status.QUEUED);
    reason = shortened(what);
  }

  /** Goes back to the queue because the process of the service that trained it is dead. */
  void abandon() {
    become(Status.QUEUED);
    processDeaths++;
  }

  /**
   * The process that trained nothing but this is dead, and the service is not: it goes back to the
   * queue, or has failed if that is enough evidence.
   *
   * @param how reads on after "it died": "by SIGKILL"
   */
  void ownProcessDied(String how, Instant now) {
    ownProcessDeaths++;
    if (deaths().isHopeless()) {
      fail(deaths().verdict(how), now);
    } else {
      become(Status.QUEUED);
    }
  }

  /** Goes back to the queue because it ran out of a memory that it shared with other trials. */
  void starve() {
    become(Status.QUEUED);
    outOfMemory = true;
  }

  /**
   * All is trained: every epoch, or as many as early stopping asks for.
   *
   * @param score on the test split, where that was held back until now
   */
  void complete(@Nullable TestScore score, Instant now) {
    become(Status.COMPLETED);
    finishedAt = now;
    stoppedEarly = epochsCompleted < epochsTotal;
    epochsTotal = epochsCompleted;
    if (score != null) {
      testEpoch = score.epoch();
      testImages = score.images();
      testLoss = score.loss();
      testAccuracy = score.accuracy();
    }
  }

  void fail(String why, Instant now) {
    become(Status.FAILED);
    reason = shortened(why);
    finishedAt = now;
  }

  private static String shortened(String why) {
    return why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why;
  }

  /**
   * Goes back to the queue because a user wants it to go on, from its last checkpoint.
   *
   * @param epochs that it is to have in the end
   */
  void resubmit(int epochs) {
    become(Status.QUEUED);
    epochsTotal = epochs;
    submission++;
    forgetDeaths();
    reason = null;
    finishedAt = null;
    testEpoch = null;
  }

  void cancel(Instant now) {
    become(Status.CANCELLED);
    reason = null;
    finishedAt = now;
  }

  /** How often a process has died with it since its last epoch. */
  Deaths deaths() {
    return new Deaths(processDeaths, ownProcessDeaths, outOfMemory, epochsCompleted + 1);
  }

  private void forgetDeaths() {
    processDeaths = 0;
    ownProcessDeaths = 0;
    outOfMemory = false;
  }

  /** Whether this attempt is still the one that trains. */
  boolean isTrainedBy(int someAttempt) {
    return status == Status.RUNNING && attempt == someAttempt;
  }

  private void become(Status next) {
    if (!status.mayBecome(next)) {
      throw new IllegalStateException(
          "trial %d of experiment %d is %s and cannot become %s"
              .formatted(number, experimentId, status, next));
    }
    status = next;
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }

  long experimentId() {
    return experimentId;
  }

  int number() {
    return number;
  }

  int replicate() {
    return replicate;
  }

  long seed() {
    return seed;
  }

  /** The swept parameters of its cell by path; empty without a sweep. */
  Map<String, JsonNode> parameters() {
    return parameters.value();
  }

  String workload() {
    return workload;
  }

  Status status() {
    return status;
  }

  /** Why it has failed, or what it waits for. */
  @Nullable String reason() {
    return reason;
  }

  /** How often it was queued by a request; a task of an earlier submission is void. */
  int submission() {
    return submission;
  }

  int attempt() {
    return attempt;
  }

  int epochsTotal() {
    return epochsTotal;
  }

  int epochsCompleted() {
    return epochsCompleted;
  }

  /** The highest of all its epochs; 0 before the first. */
  double bestValidationAccuracy() {
    return bestValidationAccuracy;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** Whether early stopping has ended it, so that more epochs would change nothing. */
  boolean stoppedEarly() {
    return stoppedEarly;
  }

  @Nullable TestScore testScore() {
    return testEpoch == null || testImages == null || testLoss == null || testAccuracy == null
        ? null
        : new TestScore(testEpoch, testImages, testLoss, testAccuracy);
  }

  @Nullable Instant lastEpochAt() {
    return lastEpochAt;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  @Nullable Instant finishedAt() {
    return finishedAt;
  }
}
