package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ExperimentPage;
import dev.trainyard.experiment.ExperimentView;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.experiment.ledger.ExperimentReader;
import dev.trainyard.outcome.Status;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows experiments over HTTP. */
@RestController
@RequestMapping("/experiments")
@Tag(name = "Experiments", description = "Networks in training")
class ExperimentController {
  private static final int LONGEST_NAME = 100;

  private final ExperimentReader reader;

  ExperimentController(ExperimentReader reader) {
    this.reader = reader;
  }

  @GetMapping
  @Operation(summary = "List experiments, the latest first")
  ExperimentPage list(
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size,
      @RequestParam(required = false) @Nullable Status status,
      @Parameter(description = "A part of the name, in capitals or not", example = "decay")
          @RequestParam(required = false)
          @Size(max = LONGEST_NAME)
          @Nullable String name,
      @Parameter(description = "A field and a direction: id,desc or name,asc or createdAt,desc …")
          @RequestParam(defaultValue = "id,desc")
          @Pattern(regexp = SortOrder.FORM, message = SortOrder.WANTED)
          String sort) {
    return reader.list(status, name, PageRequest.of(page, size, SortOrder.parse(sort)));
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
}
