package dev.trainyard.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the engines find where they train.
 *
 * @param dataDir all that the service keeps; what is compiled for a card is in {@code cuda} below
 *     it
 */
@ConfigurationProperties("trainyard")
@Validated
public record EngineSettings(@NotNull Path dataDir, @Valid @DefaultValue Cuda cuda) {

  /**
   * How the engine {@code cuda} comes to a card.
   *
   * @param libraries folders with NVIDIA's libraries, looked into before those of the system
   * @param device the number of the card, as the driver counts those that it shows
   * @param tf32 whether products of matrices may round their factors to TensorFloat-32
   */
  public record Cuda(
      @DefaultValue List<Path> libraries,
      @DefaultValue("0") @Min(0) int device,
      @DefaultValue("false") boolean tf32) {}

  /** Where kernels are kept that were compiled for a card. */
  public Path cache() {
    return dataDir.resolve("cuda");
  }
}
