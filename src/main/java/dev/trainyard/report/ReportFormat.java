package dev.trainyard.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.report.print.Document;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;

/** What a report comes as. */
enum ReportFormat {
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

  /**
   * The format that a client likes best; HTML where it has no preference.
   *
   * @param accept a value of the header {@code Accept} that names at least one of the formats
   */
  static ReportFormat of(String accept) {
    List<MediaType> liked = MediaType.parseMediaTypes(accept);
    MimeTypeUtils.sortBySpecificity(liked);
    return liked.stream()
        .flatMap(like -> Arrays.stream(values()).filter(one -> like.includes(one.mediaType())))
        .findFirst()
        .orElse(HTML);
  }

  /** The report, to be asked for again each time: experiments go on. */
  ResponseEntity<Object> answer(long study, Document report) {
    ContentDisposition.Builder how =
        this == ZIP ? ContentDisposition.attachment() : ContentDisposition.inline();
    String name = "study-%d-report.%s".formatted(study, suffix);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, how.filename(name).build().toString())
        .body(body(report));
  }

  private Object body(Document report) {
    return switch (this) {
      case HTML -> report.html();
      case PDF -> report.pdf();
      case MARKDOWN -> report.markdown();
      case ZIP -> report.zip();
    };
  }

  private MediaType mediaType() {
    return MediaType.valueOf(type);
  }
}
