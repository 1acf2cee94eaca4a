package dev.trainyard.engine.registry;

import dev.trainyard.engine.Cores;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.settings.EngineSettings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engines that this service trains with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineSettings.class)
class EngineConfiguration {

  @Bean
  Engines engines(EngineSettings settings) {
    EngineSettings.Cuda cuda = settings.cuda();
    return new Engines(
        TrainingEngines.all(
            new CudaEngine(cuda.libraries(), cuda.device(), settings.cache(), cuda.tf32())));
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
