package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.forecast.DryRun;
import dev.trainyard.experiment.forecast.Estimator;
import dev.trainyard.experiment.ledger.ExperimentReader;
import dev.trainyard.experiment.ledger.Submissions;
import dev.trainyard.experiment.spec.LearningRates;
import dev.trainyard.experiment.spec.SpecResolver;
import dev.trainyard.experiment.spec.Submission;
import dev.trainyard.web.IdempotencyKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes experiments in over HTTP. */
@RestController
@RequestMapping("/experiments")
@Tag(name = "Experiments")
class SubmissionController {
  private static final String PATH = "/experiments/";

  private final SpecResolver resolver;
  private final Submissions submissions;
  private final IdempotencyKeys keys;
  private final Estimator estimator;
  private final ExperimentReader reader;

  SubmissionController(
      SpecResolver resolver,
      Submissions submissions,
      IdempotencyKeys keys,
      Estimator estimator,
      ExperimentReader reader) {
    this.resolver = resolver;
    this.submissions = submissions;
    this.keys = keys;
    this.estimator = estimator;
    this.reader = reader;
  }

  @PostMapping
  @Operation(
      summary = "Queue an experiment",
      description =
          "A network is enough: all else has defaults. The answer comes at once, the training goes on in the background.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "a preset", value = Examples.PRESET),
                @ExampleObject(name = "another training", value = Examples.TRAINING),
                @ExampleObject(name = "a recipe", value = Examples.RECIPE),
                @ExampleObject(name = "an own network", value = Examples.OWN_NETWORK),
                @ExampleObject(name = "a sweep", value = Examples.SWEEP),
                @ExampleObject(name = "a search in ranges", value = Examples.SEARCH)
              }))
  @ApiResponse(
      responseCode = "200",
      description = "With dryRun: what the request would come to; nothing is queued",
      content = @Content(schema = @Schema(implementation = DryRun.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Queued; the header Location says where to look",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = ExperimentView.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "The Idempotency-Key belongs to another request, or what it queued has been deleted")
  ResponseEntity<Object> submit(
      @RequestBody ExperimentRequest request,
      @Parameter(description = "Resolve and estimate, queue nothing")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @Parameter(description = "A request with the same key and body is queued once")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(regexp = IdempotencyKeys.FORM, message = IdempotencyKeys.WANTED)
          @Nullable String key,
      HttpServletRequest http) {
    Submission submission = resolver.resolve(request);
    if (dryRun) {
      return ResponseEntity.ok(estimator.estimate(submission));
    }
    long id =
        keys.once(
            key, PATH, submission.spec(), () -> submissions.submit(submission), reader::exists);
    return ResponseEntity.accepted()
        .location(URI.create(http.getContextPath() + PATH + id))
        .body(reader.experiment(id));
  }

  @PostMapping("/learning-rates")
  @Operation(
      summary = "Lay out the learning rate of a training",
      description =
          """
          Takes what an experiment takes and answers the learning rate in the course of the training, \
          as its optimizer and its schedule have it, with all defaults filled in. Nothing is trained \
          or kept, and whether the network fits the images is not looked at. What the request \
          sweeps does not matter.""")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "a preset", value = Examples.PRESET),
                @ExampleObject(name = "a schedule", value = Examples.RECIPE)
              }))
  LearningRates learningRates(@RequestBody ExperimentRequest request) {
    return resolver.learningRates(request);
  }
}
