package dev.trainyard.experiment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Experiments over HTTP. */
@RestController
@RequestMapping("/experiments")
@Tag(name = "Experiments", description = "Networks in training")
class ExperimentController {
  private final SpecResolver resolver;
  private final Submissions submissions;
  private final ExperimentReader reader;
  private final Removals removals;

  ExperimentController(
      SpecResolver resolver, Submissions submissions, ExperimentReader reader, Removals removals) {
    this.resolver = resolver;
    this.submissions = submissions;
    this.reader = reader;
    this.removals = removals;
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
                @ExampleObject(name = "an own network", value = Examples.OWN_NETWORK),
                @ExampleObject(name = "a sweep", value = Examples.SWEEP)
              }))
  @ApiResponse(responseCode = "202", description = "Queued; Location says where to look")
  ResponseEntity<ExperimentView> submit(@RequestBody ExperimentRequest request) {
    long id = submissions.submit(resolver.resolve(request));
    return ResponseEntity.accepted()
        .location(URI.create("/experiments/" + id))
        .body(reader.experiment(id));
  }

  @GetMapping
  @Operation(summary = "List experiments, the latest first")
  ExperimentPage list(
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size,
      @RequestParam(required = false) @Nullable Status status,
      @Parameter(description = "A field and a direction: id,desc or name,asc or createdAt,desc …")
          @RequestParam(defaultValue = "id,desc")
          String sort) {
    return reader.list(status, PageRequest.of(page, size, SortOrder.parse(sort)));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show an experiment with its progress and its trials")
  ExperimentView get(@PathVariable @Parameter(example = "1") long id) {
    return reader.experiment(id);
  }

  @GetMapping("/{id}/trials/{trial}")
  @Operation(summary = "Show one trial: its whole spec, its results and its provenance")
  TrialView trial(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "1") int trial) {
    return reader.trial(id, trial);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete an experiment and all that it recorded, even while it runs")
  void delete(@PathVariable @Parameter(example = "1") long id) {
    removals.delete(id);
  }
}
