package dev.trainyard.experiment.work;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.trainyard.experiment.WorkSettings;
import org.springframework.context.SmartLifecycle;

/** Runs the queue's trials in this process while the application is up, if that is its role. */
class TrialWorkers implements SmartLifecycle {
  private final Scheduler scheduler;
  private final AbandonedTrials abandoned;
  private final WorkSettings settings;
  private volatile boolean running;

  TrialWorkers(Scheduler scheduler, AbandonedTrials abandoned, WorkSettings settings) {
    this.scheduler = scheduler;
    this.abandoned = abandoned;
    this.settings = settings;
  }

  @Override
  public boolean isAutoStartup() {
    return settings.roles().contains(WorkSettings.Role.WORKER);
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
