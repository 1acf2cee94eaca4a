package dev.trainyard.experiment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a {@link ServiceTest} on the database that several machines share. All classes that say this
 * and nothing else of their own share one service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(initializers = {OnH2.DatabaseFile.class, OnPostgres.Database.class})
@NullUnmarked
public @interface OnPostgres {

  /** Gives each service a database of its own. */
  class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext service) {
      TestPropertyValues.of("spring.datasource.url=" + Postgres.newDatabase()).applyTo(service);
    }
  }
}
