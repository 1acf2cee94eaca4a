package dev.trainyard.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cancels, resumes and deletes studies over HTTP. */
@RestController
@RequestMapping("/studies/{id}")
@Tag(name = "Studies")
class StudyInterventionController {
  private final StudyInterventions interventions;
  private final StudyReader reader;

  StudyInterventionController(StudyInterventions interventions, StudyReader reader) {
    this.interventions = interventions;
    this.reader = reader;
  }

  @PostMapping("/cancel")
  @Operation(
      summary = "Cancel a study",
      description =
          "Its experiments stop within one mini-batch, what was recorded stays, and the study can be resumed. Cancelling twice is harmless.")
  @ApiResponse(responseCode = "200", description = "Cancelled")
  @ApiResponse(responseCode = "409", description = "It has ended by itself")
  StudyView cancel(@PathVariable @Parameter(example = "1") long id) {
    interventions.cancel(id);
    return reader.view(id);
  }

  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Resume a study",
      description =
          "Those of its experiments that were cancelled or have failed go on from their last checkpoints.")
  @ApiResponse(responseCode = "202", description = "Queued again")
  @ApiResponse(
      responseCode = "409",
      description = "None of its experiments was cancelled or has failed")
  StudyView resume(@PathVariable @Parameter(example = "1") long id) {
    interventions.resume(id);
    return reader.view(id);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary =
          "Delete a study and its experiments with all that they recorded, even while it runs")
  @ApiResponse(responseCode = "204", description = "Deleted")
  void delete(@PathVariable @Parameter(example = "1") long id) {
    interventions.delete(id);
  }
}
