package dev.trainyard.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.settings.EngineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@NullUnmarked
class TrainingCommandTest {
  private static final long HEAP = 1 << 30;

  @Test
  void tellsAProcessTheSettingsOfItsEnginesAndNoOthers() {
    List<String> command =
        command(
            Map.of(
                "TRAINYARD_CUDA_LIBRARIES", "/opt/cuda/a b,/opt/nvrtc",
                "TRAINYARD_CUDA_DEVICE", "1",
                "TRAINYARD_CUDA_TF32", "true",
                "TRAINYARD_SLOTS", "3",
                "SPRING_DATASOURCE_PASSWORD", "secret"));

    assertThat(settings(command))
        .isEqualTo(
            new EngineSettings(
                Path.of("/data"),
                new EngineSettings.Cuda(
                    List.of(Path.of("/opt/cuda/a b"), Path.of("/opt/nvrtc")), 1, true)));
    assertThat(command).noneMatch(argument -> argument.contains("slots"));
    assertThat(command).noneMatch(argument -> argument.contains("secret"));
  }

  @Test
  void leavesAProcessTheDefaults() {
    assertThat(settings(command(Map.of())))
        .isEqualTo(
            new EngineSettings(Path.of("/data"), new EngineSettings.Cuda(List.of(), 0, false)));
  }

  /** Of a service with these variables. */
  private static List<String> command(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("defaults", Map.of("trainyard.data-dir", "/data")));
    return TrainingCommand.of(HEAP, environment).command();
  }

  /** As the process reads them. */
  private static EngineSettings settings(List<String> command) {
    Map<String, String> properties =
        command.stream()
            .filter(argument -> argument.startsWith("-Dtrainyard."))
            .map(argument -> argument.substring(2).split("=", 2))
            .collect(Collectors.toMap(property -> property[0], property -> property[1]));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("trainyard", EngineSettings.class)
        .get();
  }
}
