package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

@NullUnmarked
class WorkSettingsTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(WorkSettings.class)
  static class Settings {}

  private final ApplicationContextRunner start =
      new ApplicationContextRunner()
          .withUserConfiguration(Settings.class)
          .withPropertyValues("trainyard.version=1");

  @Test
  void givesAProcessBothRolesAndASlotPerCore() {
    start.run(
        context -> {
          WorkSettings settings = context.getBean(WorkSettings.class);
          assertThat(settings.roles())
              .containsExactlyInAnyOrder(WorkSettings.Role.API, WorkSettings.Role.WORKER);
          assertThat(settings.slots()).isEqualTo(Runtime.getRuntime().availableProcessors());
        });
  }

  @Test
  void refusesARoleThatDoesNotExistAndNoRoleAtAll() {
    start
        .withPropertyValues("trainyard.roles=api,wroker")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("trainyard.roles")
                    .hasStackTraceContaining("wroker"));
    start
        .withPropertyValues("trainyard.roles=")
        .run(
            context ->
                assertThat(context).getFailure().hasStackTraceContaining("must not be empty"));
  }
}
