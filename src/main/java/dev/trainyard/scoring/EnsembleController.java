package dev.trainyard.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Scores an experiment's trials as one model over HTTP. */
@RestController
@Tag(name = "Results")
class EnsembleController {
  private final EnsembleScorer scorer;

  EnsembleController(EnsembleScorer scorer) {
    this.scorer = scorer;
  }

  @GetMapping("/experiments/{id}/ensemble")
  @Operation(
      summary = "The completed trials as one model: the mean of their probabilities, scored",
      description =
          """
          Predicts the dataset's test split with every completed trial, which takes seconds to minutes, and \
          scores the mean of the probabilities beside each member alone. Members are the networks that \
          `trials/{n}/model` hands out.""")
  @ApiResponse(responseCode = "200", description = "The ensemble and its members")
  @ApiResponse(
      responseCode = "409",
      description = "No trial is completed, or a halving has stopped all that are")
  Ensemble ensemble(@PathVariable @Parameter(example = "1") long id) throws InterruptedException {
    return scorer.score(id);
  }
}
