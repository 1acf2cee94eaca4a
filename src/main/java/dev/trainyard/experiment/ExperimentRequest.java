package dev.trainyard.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.catalog.NetworkChoice;
import dev.trainyard.outcome.Reference;
import dev.trainyard.refusal.LineOfText;
import dev.trainyard.training.TrainingSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a user asks for; whatever is left out has a default.
 *
 * @param training what differs from the network's own training
 * @param sweep lists of values and ranges by the path of a parameter
 * @param search how the cells are drawn where there are ranges
 * @param replicates how often every cell is trained, each time with another seed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentRequest(
    @LineOfText @Size(min = 1, max = 200) @Nullable String name,
    @Nullable String dataset,
    @NotNull @Valid NetworkChoice network,
    @Schema(
            implementation = TrainingSpec.class,
            requiredMode = Schema.RequiredMode.NOT_REQUIRED,
            description = TRAINING)
        @Nullable ObjectNode training,
    @Schema(
            description =
                "Lists of values by the path of a parameter; the grid of all is trained. With `search`, ranges as well, and cells are drawn",
            example = "{\"training.l2\":[0.0001,0.001]}")
        @Nullable Map<String, @Nullable Swept> sweep,
    @Valid @Nullable Search search,
    @Min(1) @Max(1000) @Nullable Integer replicates,
    @Valid @Nullable Reference reference,
    @Min(-100)
        @Max(100)
        @Schema(description = "Experiments with a higher one go first; the default is 0")
        @Nullable Integer priority) {
  private static final String TRAINING =
      """
      Any part of it; the rest is the preset's own training, and every value can be swept by its path. \
      `schedule` multiplies the optimizer's learning rate before each mini-batch. `l2` and `l1` are \
      Keras's, over the kernels of the hidden layers, `l2Biases` over their biases; `weightDecay` is \
      decoupled, over all kernels and biases. `labelSmoothing` moves a part of the target from the true \
      class evenly to all; losses are reported without it. `clipping` bounds the gradient, 0 is no \
      bound. `validation` says which images choices are made on: the test split, or a `fraction` of \
      the training images that is held out, and then the test split is scored once, at the end. \
      `averaging` makes an exponential moving average of the weights the model: what is validated, kept \
      and handed out, while the weights themselves are trained on. `earlyStopping` ends a trial whose validation `metric` has not become better by more than \
      `minimumDelta` for `patience` epochs; with `restoreBest` the best epoch's network is its model.""";

  /** The same request with another priority. */
  public ExperimentRequest withPriority(int other) {
    return new ExperimentRequest(
        name, dataset, network, training, sweep, search, replicates, reference, other);
  }
}
