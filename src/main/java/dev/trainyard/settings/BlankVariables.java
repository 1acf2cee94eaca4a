package dev.trainyard.settings;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Environment variables of this service that are there but empty, which is how shells and compose
 * files write that nothing is chosen: they count as left out.
 */
final class BlankVariables {
  private static final String SOURCE = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private BlankVariables() {}

  /** Leaves them out. */
  static void drop(ConfigurableEnvironment environment) {
    if (environment.getPropertySources().get(SOURCE)
        instanceof SystemEnvironmentPropertySource variables) {
      Map<String, Object> filled =
          variables.getSource().entrySet().stream()
              .filter(variable -> !isOurs(variable.getKey()) || !isBlank(variable.getValue()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      environment
          .getPropertySources()
          .replace(SOURCE, new SystemEnvironmentPropertySource(SOURCE, filled));
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("TRAINYARD_") || name.startsWith("SPRING_DATASOURCE_");
  }

  private static boolean isBlank(Object value) {
    return value.toString().isBlank();
  }
}
