package dev.trainyard.experiment;

import org.jspecify.annotations.Nullable;

/**
 * How often a process has died with a trial since the last epoch that it finished.
 *
 * <p>Whatever else a process of the service has been doing may have killed it, and so may an
 * operator or the kernel: its deaths make a trial suspect, no more. A process that trains this
 * trial alone and dies while the service lives is evidence against it.
 *
 * @param ofService processes of the service, each of which may have trained other trials as well
 * @param ofOwnProcess processes of its own, while that of the service went on
 * @param outOfMemory whether it ran out of memory in a heap that it shared with other trials, any
 *     of which may have taken it
 * @param epoch the epoch that none of them has finished
 */
public record Deaths(int ofService, int ofOwnProcess, boolean outOfMemory, int epoch) {
  /** After so many deaths of the service a trial has a process of its own. */
  public static final int UNTIL_SUSPECT = 2;

  /**
   * After so many deaths of its own processes a trial is not tried again, nor after so many of the
   * service where nothing is left but to score it.
   */
  public static final int UNTIL_HOPELESS = 3;

  /** Whether the trial is to be trained where it can harm nobody. */
  public boolean isSuspect() {
    return ofService >= UNTIL_SUSPECT || ofOwnProcess > 0 || outOfMemory;
  }

  /** Whether another attempt would only die as well. */
  public boolean isHopeless() {
    return ofOwnProcess >= UNTIL_HOPELESS;
  }

  /** Why the trial is suspect; null if it is not. */
  public @Nullable String suspicion() {
    if (!isSuspect()) {
      return null;
    }
    String what;
    if (ofOwnProcess > 0) {
      what = "its own process died " + times(ofOwnProcess);
    } else if (outOfMemory) {
      what = "it ran out of memory beside other trials";
    } else {
      what = "its process died " + times(ofService);
    }
    return "%s before epoch %d was finished".formatted(what, epoch);
  }

  /** What a user should know while the trial goes on; null if there is nothing. */
  public @Nullable String note() {
    String suspicion = suspicion();
    if (suspicion == null) {
      return null;
    }
    String remedy =
        ofOwnProcess == 0 && !outOfMemory && ofService > UNTIL_SUSPECT
            ? "; an epoch that is longer than the service lives never ends"
            : "";
    return suspicion + "; it goes on in a process of its own" + remedy;
  }

  /**
   * Why the trial is not tried again.
   *
   * @param last how the last process has ended, such as "by SIGKILL"
   */
  public String verdict(String last) {
    return "its own process died %s before epoch %d was finished, the last time %s"
        .formatted(times(ofOwnProcess), epoch, last);
  }

  /**
   * Why a trial whose epochs are all finished is not scored again, which only the service can; null
   * if it is. It takes a moment: who dies of something else seldom does so within it.
   */
  public @Nullable String verdictOnScoring() {
    return ofService < UNTIL_HOPELESS
        ? null
        : "its process died %s while the trained network was scored".formatted(times(ofService));
  }

  private static String times(int count) {
    return switch (count) {
      case 1 -> "once";
      case 2 -> "twice";
      default -> count + " times";
    };
  }
}
