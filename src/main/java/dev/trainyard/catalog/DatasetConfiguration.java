package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetSource;
import dev.trainyard.dataset.DatasetStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store of datasets, below the service's data directory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatasetSettings.class)
class DatasetConfiguration {

  @Bean
  DatasetStore datasetStore(
      DatasetSettings settings, MeterRegistry registry, ObjectProvider<DatasetSource> ofOwn) {
    return new DatasetStore(
        settings.kept(),
        Stream.concat(
                settings.datasets().inOrder().stream()
                    .map(source -> new CountedSource(source, registry)),
                ofOwn.stream())
            .toList());
  }
}
