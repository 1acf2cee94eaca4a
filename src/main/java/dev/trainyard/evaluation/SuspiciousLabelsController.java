package dev.trainyard.evaluation;

import dev.trainyard.catalog.DatasetUse;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.catalog.UnknownName;
import dev.trainyard.experiment.ScoredImages;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What trained networks say of the labels of a dataset, over HTTP. */
@RestController
@Tag(name = "Datasets")
class SuspiciousLabelsController {
  private static final int MOST_NETWORKS = 20;
  private static final int MOST_EXPERIMENTS = 50;

  private final Datasets datasets;
  private final DatasetUse use;
  private final TrainedModels models;
  private final PredictionReader predictions;

  SuspiciousLabelsController(
      Datasets datasets, DatasetUse use, TrainedModels models, PredictionReader predictions) {
    this.datasets = datasets;
    this.use = use;
    this.models = models;
    this.predictions = predictions;
  }

  @GetMapping(
      path = "/datasets/{name}/suspicious-labels",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Test images whose label may be wrong",
      description =
          "Those that all networks trained on the dataset confidently take for the same other class: at most 20 networks of completed trials, from the latest experiments. Before one is trained there are none.")
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "503",
      description = "The dataset cannot be fetched; or: the database cannot be used at present")
  SuspiciousLabels find(
      @PathVariable @Parameter(example = "mnist") String name,
      @RequestParam(defaultValue = "0.9")
          @Parameter(
              description = "How sure the networks must be in the mean",
              schema =
                  @Schema(
                      type = "number",
                      format = "double",
                      minimum = "0",
                      maximum = "1",
                      defaultValue = "0.9"))
          @DecimalMin("0")
          @DecimalMax("1")
          double confidence)
      throws InterruptedException {
    try {
      datasets.facts(name);
    } catch (UnknownName e) {
      throw Refusal.unknown(String.valueOf(e.getMessage()));
    }
    return SuspiciousLabels.of(name, networks(name), confidence);
  }

  private List<TrialPredictions> networks(String dataset) throws InterruptedException {
    List<TrialPredictions> networks = new ArrayList<>();
    for (long id :
        use.experimentsOn(dataset).reversed().stream().limit(MOST_EXPERIMENTS).toList()) {
      for (int trial : completed(id)) {
        if (networks.size() < MOST_NETWORKS) {
          networks.add(predictions.of(id, trial, ScoredImages.TEST, null));
        }
      }
    }
    return networks;
  }

  /** The numbers of its completed trials; none of an experiment that has not got that far. */
  private List<Integer> completed(long experiment) {
    try {
      return models.completed(experiment).stream().map(trial -> trial.number()).toList();
    } catch (Refusal e) {
      return List.of();
    }
  }
}
