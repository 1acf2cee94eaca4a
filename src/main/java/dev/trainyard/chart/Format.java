package dev.trainyard.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.web.AnswerFormat;
import org.springframework.http.MediaType;

/** What an answer looks like. */
public enum Format implements AnswerFormat {
  @JsonProperty("json")
  JSON(MediaType.APPLICATION_JSON_VALUE),
  @JsonProperty("png")
  PNG(MediaType.IMAGE_PNG_VALUE),
  @JsonProperty("svg")
  SVG(Format.SVG_TYPE),
  @JsonProperty("csv")
  CSV(Format.CSV_TYPE + ";charset=UTF-8");

  public static final String SVG_TYPE = "image/svg+xml";
  public static final String CSV_TYPE = "text/csv";

  private final String type;

  Format(String type) {
    this.type = type;
  }

  @Override
  public MediaType type() {
    return MediaType.valueOf(type);
  }
}
