package dev.trainyard.settings;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * Resolves and checks all settings before anything is opened, so that a wrong one leaves nothing
 * behind and is said in one sentence.
 */
public class SettingsCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private final List<Class<?>> records;

  /**
   * A check of the directories, of the address, and of these records.
   *
   * @param records annotated with {@link ConfigurationProperties}
   */
  public SettingsCheck(Class<?>... records) {
    this.records = List.of(records);
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    BlankVariables.drop(environment);
    Directories directories = new Directories(environment);
    directories.resolve();
    checkRecords(environment);
    WebAddress.check(environment);
    directories.check();
  }

  private void checkRecords(ConfigurableEnvironment environment) {
    try (LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean()) {
      validator.afterPropertiesSet();
      Binder binder = Binder.get(environment, new ValidationBindHandler(validator));
      records.forEach(
          type -> Misfit.refused(environment, () -> binder.bindOrCreate(prefix(type), type)));
    }
  }

  private static String prefix(Class<?> type) {
    return Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class)).value();
  }
}
