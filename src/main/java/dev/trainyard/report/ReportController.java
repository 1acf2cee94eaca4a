package dev.trainyard.report;

import dev.trainyard.web.AnswerFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Positive;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The reports of studies over HTTP. */
@RestController
@Tag(name = "Studies")
class ReportController {
  /** What both ways to ask for a report answer. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description = "The report as far as it has come",
      content = {
        @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
        @Content(
            mediaType = MediaType.APPLICATION_PDF_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string")),
        @Content(
            mediaType = ReportFormat.ZIP_TYPE,
            schema = @Schema(type = "string", format = "binary"))
      })
  @ApiResponse(
      responseCode = "409",
      description =
          "The study was queued from an earlier form of its template; or one of its networks began to train again while it was scored")
  @ApiResponse(responseCode = "503", description = "The service stops while it scores networks")
  private @interface Answers {}

  private final Reports reports;

  ReportController(Reports reports) {
    this.reports = reports;
  }

  @GetMapping(
      path = "/studies/{id}/report",
      produces = {
        MediaType.TEXT_HTML_VALUE,
        MediaType.APPLICATION_PDF_VALUE,
        MediaType.TEXT_MARKDOWN_VALUE,
        ReportFormat.ZIP_TYPE
      })
  @Operation(
      summary = "The report that a study writes",
      description =
          """
          As an HTML page that needs no other file, or as the header Accept says: a PDF, the Markdown text, \
          or a zip with the text and its pictures. It fills in while the experiments run: a section \
          whose experiments are not complete says so. Numbers and claims are those of the moment. Once the \
          networks that are compared on shifted images are trained, the first call scores them \
          (GET /experiments/{id}/robustness), which may take minutes.""")
  @Answers
  @ApiResponse(responseCode = "406", description = "It does not come in the format asked for")
  ResponseEntity<Object> report(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws InterruptedException, HttpMediaTypeNotAcceptableException {
    return AnswerFormat.preferred(accept, ReportFormat.class).answer(id, reports.report(id));
  }

  @GetMapping("/studies/{id}/report.{format}")
  @Operation(
      summary = "The same as a file: report.html, report.pdf, report.md, report.zip",
      description =
          "The zip holds report.md, its pictures as SVG, and the request of each experiment.")
  @Answers
  ResponseEntity<Object> file(
      @PathVariable @Positive @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "pdf") ReportFormat format)
      throws InterruptedException {
    return format.answer(id, reports.report(id));
  }
}
