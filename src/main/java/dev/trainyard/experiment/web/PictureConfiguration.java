package dev.trainyard.experiment.web;

import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.experiment.WorkSettings.Role;
import dev.trainyard.settings.Limits;
import dev.trainyard.web.PictureQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many pictures are drawn at once, and how long one may take. */
@Configuration(proxyBeanMethods = false)
class PictureConfiguration {
  /** As many at once as there are cores beside the trials that this process trains, or one. */
  @Bean
  PictureQueue pictureQueue(WorkSettings settings, Limits limits) {
    int trials = settings.roles().contains(Role.WORKER) ? settings.slots() : 0;
    int cores = Runtime.getRuntime().availableProcessors();
    return new PictureQueue(
        Math.max(1, cores - trials), limits.pictureTime(), limits.picturePixels());
  }
}
