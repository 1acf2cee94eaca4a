package dev.trainyard.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.report.print.Document;
import dev.trainyard.web.AnswerFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What a report comes as. */
enum ReportFormat implements AnswerFormat {
  @JsonProperty("html")
  HTML("html", MediaType.TEXT_HTML_VALUE + ReportFormat.UTF_8),
  @JsonProperty("pdf")
  PDF("pdf", MediaType.APPLICATION_PDF_VALUE),
  @JsonProperty("md")
  MARKDOWN("md", MediaType.TEXT_MARKDOWN_VALUE + ReportFormat.UTF_8),
  @JsonProperty("zip")
  ZIP("zip", ReportFormat.ZIP_TYPE);

  static final String ZIP_TYPE = "application/zip";
  private static final String UTF_8 = ";charset=UTF-8";

  private final String suffix;
  private final String type;

  ReportFormat(String suffix, String type) {
    this.suffix = suffix;
    this.type = type;
  }

  @Override
  public MediaType type() {
    return MediaType.valueOf(type);
  }

  /** A study's report in this format. */
  ResponseEntity<Object> answer(long study, Document report) {
    ContentDisposition.Builder how =
        this == ZIP ? ContentDisposition.attachment() : ContentDisposition.inline();
    String name = "study-%d-report.%s".formatted(study, suffix);
    ResponseEntity.BodyBuilder answer = answer();
    if (this == HTML) {
      answer.header("Content-Security-Policy", Document.policy());
    }
    return answer
        .header(HttpHeaders.CONTENT_DISPOSITION, how.filename(name).build().toString())
        .body(
            switch (this) {
              case HTML -> report.html();
              case PDF -> report.pdf();
              case MARKDOWN -> report.markdown();
              case ZIP -> report.zip();
            });
  }
}
