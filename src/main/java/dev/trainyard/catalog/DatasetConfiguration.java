package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store of datasets, below the service's data directory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatasetSettings.class)
class DatasetConfiguration {

  @Bean
  DatasetStore datasetStore(DatasetSettings settings) {
    return new DatasetStore(settings.kept(), settings.datasets().inOrder());
  }
}
