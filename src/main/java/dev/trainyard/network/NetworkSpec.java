package dev.trainyard.network;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a user writes it.
 *
 * @param layers from input to output; the last one is a softmax over the classes
 */
public record NetworkSpec(
    @NotEmpty @Size(max = NetworkSpec.MOST_LAYERS) List<@NotNull @Valid Layer> layers) {

  /** The longest network that is accepted. */
  public static final int MOST_LAYERS = 200;

  /**
   * A network whose layers are not checked yet.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_LAYERS}, lest each of many
   *     be checked in vain
   */
  public NetworkSpec {
    if (layers != null && layers.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "has %,d layers; at most %d are accepted".formatted(layers.size(), MOST_LAYERS));
    }
  }

  /** The same network for so many classes: its last layer, if it is dense, has a unit for each. */
  public NetworkSpec forClasses(int classes) {
    if (!(layers.getLast() instanceof Layer.Dense last)) {
      return this;
    }
    List<Layer> changed = new ArrayList<>(layers);
    changed.set(
        layers.size() - 1, new Layer.Dense(classes, last.activation(), last.kernelInitializer()));
    return new NetworkSpec(changed);
  }
}
