package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

/** The store of datasets, below the service's data directory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatasetSettings.class)
class DatasetConfiguration {

  /** Reads a split from a query as JSON names it. */
  @Bean
  Converter<String, SplitName> splitName() {
    // Not a lambda: Spring reads the two types from the class.
    return new Converter<>() {
      @Override
      public SplitName convert(String name) {
        return SplitName.of(name);
      }
    };
  }

  @Bean
  DatasetStore datasetStore(DatasetSettings settings) {
    return new DatasetStore(settings.kept(), settings.datasets().inOrder());
  }
}
