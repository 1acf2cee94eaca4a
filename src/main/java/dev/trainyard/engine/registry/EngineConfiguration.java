package dev.trainyard.engine.registry;

import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Engines;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engines that this service trains with. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  @Bean
  Engines engines() {
    return new Engines(TrainingEngines.all());
  }

  @Bean
  Cores cores() {
    return new Cores();
  }

  /** Loads native libraries while nobody waits for them yet. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> warmUp(Engines engines) {
    return ready -> Thread.ofPlatform().name("warm-up").daemon().start(engines::warmUp);
  }
}
