package dev.trainyard.experiment.web;

import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.WorkSettings.Role;
import dev.trainyard.web.PictureQueue;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many pictures are drawn at once, and how long one may take. */
@Configuration(proxyBeanMethods = false)
class PictureConfiguration {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** As many at once as there are cores beside the trials that this process trains, or one. */
  @Bean
  PictureQueue pictureQueue(WorkSettings settings) {
    int trials = settings.roles().contains(Role.WORKER) ? settings.slots() : 0;
    int cores = Runtime.getRuntime().availableProcessors();
    return new PictureQueue(Math.max(1, cores - trials), LIMIT);
  }
}
