package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.ledger.ExperimentReader;
import dev.trainyard.experiment.ledger.Interventions;
import dev.trainyard.experiment.ledger.Resumption;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cancels, resumes and deletes experiments over HTTP. */
@RestController
@RequestMapping("/experiments/{id}")
@Tag(name = "Experiments")
class InterventionController {
  private final Interventions interventions;
  private final Resumption resumption;
  private final ExperimentReader reader;

  InterventionController(
      Interventions interventions, Resumption resumption, ExperimentReader reader) {
    this.interventions = interventions;
    this.resumption = resumption;
    this.reader = reader;
  }

  @PostMapping("/cancel")
  @Operation(
      summary = "Cancel an experiment",
      description =
          "Training stops within one mini-batch, what was recorded stays, and the experiment can be resumed. Cancelling twice is harmless.")
  @ApiResponse(responseCode = "200", description = "Cancelled")
  @ApiResponse(responseCode = "409", description = "It has ended by itself")
  ExperimentView cancel(@PathVariable @Parameter(example = "1") long id) {
    interventions.cancel(id);
    return reader.experiment(id);
  }

  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Resume an experiment",
      description =
          "Cancelled and failed trials go on from their last checkpoint; with more epochs, completed ones go on too.")
  @ApiResponse(responseCode = "202", description = "Queued again")
  @ApiResponse(
      responseCode = "409",
      description =
          "It has not ended, nothing is left to do, or its schedule or its sweep fixes the number of epochs")
  ExperimentView resume(
      @PathVariable @Parameter(example = "1") long id,
      @RequestBody(required = false) @Nullable ResumeRequest request) {
    resumption.resume(id, request == null ? null : request.epochs());
    return reader.experiment(id);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete an experiment and all that it recorded, even while it runs")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "409", description = "It belongs to a study: delete the study")
  void delete(@PathVariable @Parameter(example = "1") long id) {
    interventions.delete(List.of(id));
  }
}
