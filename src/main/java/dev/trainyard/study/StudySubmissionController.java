package dev.trainyard.study;

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

/** Takes studies in over HTTP. */
@RestController
@RequestMapping("/studies")
@Tag(name = "Studies")
class StudySubmissionController {
  private final StudySubmissions submissions;
  private final StudyReader reader;

  StudySubmissionController(StudySubmissions submissions, StudyReader reader) {
    this.submissions = submissions;
    this.reader = reader;
  }

  @PostMapping
  @Operation(
      summary = "Queue a study: all experiments of a template at once",
      description =
          "All of them are queued, or none. They are ordinary experiments: each has its curves, can be cancelled and resumed, and is trained wherever there is room; they are deleted with the study only. A dry run trains for some ten seconds where no earlier trial tells how long it takes.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(
                    name = "the whole assignment",
                    value = "{\"template\": \"mnist-assignment\"}"),
                @ExampleObject(
                    name = "a first look",
                    value =
                        "{\"template\": \"quick\", \"name\": \"a first look\", \"priority\": 1}")
              }))
  @ApiResponse(
      responseCode = "200",
      description = "With dryRun: what the study would come to; nothing is queued",
      content = @Content(schema = @Schema(implementation = StudyDryRun.class)))
  @ApiResponse(
      responseCode = "202",
      description = "Queued; the header Location says where to look",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = StudyView.class)))
  @ApiResponse(
      responseCode = "409",
      description =
          "The Idempotency-Key belongs to another request, or what it queued has been deleted")
  ResponseEntity<Object> submit(
      @RequestBody StudyRequest request,
      @Parameter(description = "Resolve and estimate, queue nothing")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @Parameter(description = "A request with the same key and body is queued once")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(regexp = IdempotencyKeys.FORM, message = IdempotencyKeys.WANTED)
          @Nullable String key,
      HttpServletRequest http) {
    if (dryRun) {
      return ResponseEntity.ok(submissions.estimate(request));
    }
    long id = submissions.submitOnce(key, request);
    return ResponseEntity.accepted()
        .location(URI.create("%s/studies/%d".formatted(http.getContextPath(), id)))
        .body(reader.view(id));
  }
}
