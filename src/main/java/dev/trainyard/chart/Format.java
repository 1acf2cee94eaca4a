package dev.trainyard.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;

/** What an answer looks like. */
enum Format {
  @JsonProperty("json")
  JSON(MediaType.APPLICATION_JSON_VALUE),
  @JsonProperty("png")
  PNG(MediaType.IMAGE_PNG_VALUE),
  @JsonProperty("svg")
  SVG(Format.SVG_TYPE),
  @JsonProperty("csv")
  CSV(Format.CSV_TYPE + ";charset=UTF-8");

  static final String SVG_TYPE = "image/svg+xml";
  static final String CSV_TYPE = "text/csv";

  private final String type;

  Format(String type) {
    this.type = type;
  }

  /**
   * The format that a client likes best; JSON where it has no preference.
   *
   * @param accept a value of the header {@code Accept} that names at least one of the formats
   */
  static Format of(String accept) {
    List<MediaType> liked = MediaType.parseMediaTypes(accept);
    MimeTypeUtils.sortBySpecificity(liked);
    return liked.stream()
        .flatMap(like -> Arrays.stream(values()).filter(format -> like.includes(format.type())))
        .findFirst()
        .orElse(JSON);
  }

  private MediaType type() {
    return MediaType.valueOf(type);
  }

  /** An answer that is to be asked for again each time: training goes on. */
  ResponseEntity<Object> answer(Object body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(type()).body(body);
  }
}
