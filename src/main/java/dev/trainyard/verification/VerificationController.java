package dev.trainyard.verification;

import dev.trainyard.experiment.Retrainings;
import dev.trainyard.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifies experiments over HTTP.
 *
 * <p>A verification is an experiment that trains one trial again; it is compared with the record
 * whenever it is read, so nothing but the two curves is stored.
 */
@RestController
@RequestMapping("/experiments/{id}")
@Tag(name = "Verification", description = "Does a result come out again?")
class VerificationController {
  private final Retrainings retrainings;

  VerificationController(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @PostMapping("/verify")
  @Operation(
      summary = "Train a trial again from its record and compare every epoch",
      description =
          "Queued like any training, and takes as long as the trial did. What is recorded stays as it is. It may be asked for as often as one likes, on any machine that shares the queue.")
  @ApiResponse(
      responseCode = "202",
      description = "Queued; the header Location says where the verdict will be",
      headers = @Header(name = "Location", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "404", description = "There is no such experiment or trial")
  @ApiResponse(
      responseCode = "409",
      description = "The trial is not COMPLETED: wait for its end, or resume it")
  ResponseEntity<Verification> verify(
      @PathVariable @Parameter(example = "1") long id,
      @Parameter(description = "The number of the trial", example = "1")
          @RequestParam(defaultValue = "1")
          int trial,
      HttpServletRequest http) {
    long verification = retrainings.start(id, trial);
    return ResponseEntity.accepted()
        .location(
            URI.create(
                "%s/experiments/%d/verifications/%d"
                    .formatted(http.getContextPath(), id, verification)))
        .body(get(id, verification));
  }

  @GetMapping("/verifications")
  @Operation(summary = "All verifications of an experiment, the latest first")
  List<Verification> list(@PathVariable @Parameter(example = "1") long id) {
    return retrainings.of(id).stream().map(Verification::of).toList();
  }

  @GetMapping("/verifications/{verification}")
  @Operation(
      summary = "One verification: the verdict, the first difference, and what has changed since",
      description =
          "While the training of now runs, the epochs that it has finished are compared already.")
  Verification get(
      @PathVariable @Parameter(example = "1") long id, @PathVariable long verification) {
    return retrainings
        .find(id, verification)
        .map(Verification::of)
        .orElseThrow(
            () ->
                Refusal.unknown(
                    "experiment %d has no verification %d; GET /experiments/%1$d/verifications lists them"
                        .formatted(id, verification)));
  }
}
