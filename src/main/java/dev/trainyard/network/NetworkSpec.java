package dev.trainyard.network;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A network as a user writes it.
 *
 * @param layers from input to output; the last one is a softmax over the classes
 */
public record NetworkSpec(@NotEmpty @Size(max = 200) List<@NotNull @Valid Layer> layers) {}
