package dev.trainyard.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.network.Layer;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.web.WrittenAs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** How a request says which network it means: {@code "baseline"} or {@code {"layers": [...]}}. */
@WrittenAs(
    "the name of a preset, such as \"baseline\" (GET /networks lists them), or an object with layers")
public sealed interface NetworkChoice {

  /** A preset by its name; whether there is one is not checked yet. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NetworkChoice named(String name) {
    return new Named(name);
  }

  /** A network of the user's own. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static NetworkChoice described(NetworkSpec spec) {
    return new Described(spec.layers());
  }

  /**
   * The preset that is meant.
   *
   * @return empty when the network is not a preset
   * @throws UnknownName if there is no preset with this name
   */
  Optional<Preset> preset();

  /**
   * The layers that are meant.
   *
   * @throws UnknownName if there is no preset with this name
   */
  NetworkSpec spec();

  /**
   * The layers that are meant for a dataset with so many classes: a preset is fitted to them, one's
   * own layers stay as they are.
   *
   * @throws UnknownName if there is no preset with this name
   */
  default NetworkSpec spec(int classes) {
    return preset().isPresent() ? spec().forClasses(classes) : spec();
  }

  /** As it stands in JSON. */
  @JsonValue
  Object json();

  /**
   * The name of a preset.
   *
   * @param name as the user wrote it
   */
  record Named(String name) implements NetworkChoice {
    @Override
    public Optional<Preset> preset() {
      return Optional.of(found());
    }

    @Override
    public NetworkSpec spec() {
      return found().network();
    }

    private Preset found() {
      return Presets.find(name)
          .orElseThrow(() -> new UnknownName("network", name, Presets.names()));
    }

    @Override
    public Object json() {
      return name;
    }
  }

  /**
   * The layers of a {@link NetworkSpec}, here a second time so that a constraint's path is {@code
   * network.layers[2].units}, as the user sees it.
   */
  record Described(
      @NotEmpty @Size(max = NetworkSpec.MOST_LAYERS) List<@NotNull @Valid Layer> layers)
      implements NetworkChoice {
    @Override
    public Optional<Preset> preset() {
      return Optional.empty();
    }

    @Override
    public Object json() {
      return spec();
    }

    @Override
    public NetworkSpec spec() {
      return new NetworkSpec(layers);
    }
  }
}
