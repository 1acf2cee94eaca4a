package dev.trainyard.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows studies and their templates over HTTP. */
@RestController
@RequestMapping("/studies")
@Tag(name = "Studies", description = "Many experiments in one request")
class StudyController {
  private final StudyReader reader;
  private final StudyTemplates templates;

  StudyController(StudyReader reader, StudyTemplates templates) {
    this.reader = reader;
    this.templates = templates;
  }

  @GetMapping
  @Operation(summary = "List studies, the latest first")
  StudyPage list(
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(100) int size) {
    return reader.list(page, size);
  }

  @GetMapping("/templates")
  @Operation(
      summary = "List the templates",
      description =
          "Each with its experiments, which are requests that POST /experiments takes as they stand.")
  List<StudyTemplate> templates() {
    return templates.all();
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "Show a study with its progress and that of its experiments",
      description =
          "Until something like it was measured, the time of an experiment is inferred from the others, in proportion to the networks' multiply-adds.")
  StudyView get(@PathVariable @Parameter(example = "1") long id) {
    return reader.view(id);
  }
}
