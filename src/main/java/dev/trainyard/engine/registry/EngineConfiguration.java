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

  @Bean
  EngineHealth engineHealthIndicator(Engines engines) {
    return new EngineHealth(engines);
  }

  /** Loads native libraries while nobody waits for them yet. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> warmUp(EngineHealth health) {
    return ready -> Thread.ofPlatform().name("warm-up").daemon().start(health::load);
  }
}
