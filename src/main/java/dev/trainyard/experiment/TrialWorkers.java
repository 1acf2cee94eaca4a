package dev.trainyard.experiment;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.context.SmartLifecycle;

/** Runs the queue's trials in this process while the application is up. */
class TrialWorkers implements SmartLifecycle {
  private final Scheduler scheduler;
  private final AbandonedTrials abandoned;
  private volatile boolean running;

  TrialWorkers(Scheduler scheduler, AbandonedTrials abandoned) {
    this.scheduler = scheduler;
    this.abandoned = abandoned;
  }

  @Override
  public void start() {
    abandoned.reviveIfAlone();
    scheduler.start();
    running = true;
  }

  @Override
  public void stop() {
    scheduler.stop();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
