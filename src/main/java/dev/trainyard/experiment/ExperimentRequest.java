package dev.trainyard.experiment;

import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.training.TrainingSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a user asks for; whatever is left out has a default.
 *
 * @param training what differs from the network's own training
 * @param sweep lists of values by the path of a parameter
 * @param replicates how often every cell is trained, each time with another seed
 */
record ExperimentRequest(
    @Size(min = 1, max = 200) @Nullable String name,
    @Nullable String dataset,
    @NotNull @Valid NetworkChoice network,
    @Schema(
            implementation = TrainingSpec.class,
            requiredMode = Schema.RequiredMode.NOT_REQUIRED,
            description = "Any part of it; the rest is the preset's own training")
        @Nullable ObjectNode training,
    @Schema(
            description = "Lists of values by the path of a parameter; the grid of all is trained",
            example = "{\"training.l2\":[0.0001,0.001]}")
        @Nullable Map<String, @Nullable List<JsonNode>> sweep,
    @Min(1) @Max(1000) @Nullable Integer replicates,
    @Valid @Nullable Reference reference,
    @Min(-100)
        @Max(100)
        @Schema(description = "Experiments with a higher one go first; the default is 0")
        @Nullable Integer priority) {}
