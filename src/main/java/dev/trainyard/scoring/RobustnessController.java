package dev.trainyard.scoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Scores an experiment's trials on shifted images over HTTP. */
@RestController
@Tag(name = "Results")
class RobustnessController {
  private final RobustnessScorer scorer;

  RobustnessController(RobustnessScorer scorer) {
    this.scorer = scorer;
  }

  @GetMapping("/experiments/{id}/robustness")
  @Operation(
      summary = "The completed trials on test images that were shifted by 0 to 4 pixels",
      description =
          """
          Moves every image of the test split by 1, 2, 3 and 4 pixels up, down, left, right and along the \
          four diagonals, fills what comes in with black, or with the pixels at the edge where the images of the dataset \
          do not stand on black, and scores each completed trial on \
          it. No training is repeated. The first call takes 33 passes over the test split for each trial, \
          less than a second for a small network and half a minute for a convolutional one; the scores are stored.""")
  @ApiResponse(responseCode = "200", description = "The accuracies by trial and shift")
  @ApiResponse(
      responseCode = "409",
      description = "No trial is completed, or a halving has stopped all that are")
  @ApiResponse(responseCode = "503", description = "The service stops meanwhile")
  Robustness robustness(@PathVariable @Parameter(example = "1") long id)
      throws InterruptedException {
    return scorer.score(id);
  }
}
