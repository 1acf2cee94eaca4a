package dev.trainyard.database;

import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.jpa.repository.query.QueryEnhancerFactories;
import org.springframework.data.jpa.repository.query.QueryEnhancerSelector.DefaultQueryEnhancerSelector;

/** How Spring Data makes the repositories. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(
    basePackages = "dev.trainyard",
    queryEnhancerSelector = RepositoryConfiguration.AsWritten.class)
class RepositoryConfiguration {

  /**
   * Queries as they are written: none is sorted, counted or projected by Spring Data, so it need
   * not parse them with a grammar, which takes two seconds of a start. Hibernate parses and checks
   * them in any case.
   */
  static final class AsWritten extends DefaultQueryEnhancerSelector {
    AsWritten() {
      super(QueryEnhancerFactories.fallback(), QueryEnhancerFactories.fallback());
    }
  }
}
