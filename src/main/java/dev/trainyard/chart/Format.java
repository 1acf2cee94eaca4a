package dev.trainyard.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.web.AnswerFormat;
import dev.trainyard.web.PictureQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

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

  /**
   * An answer in this format; nothing is made that it does not need.
   *
   * @param picture gathers what is to be seen, and returns what draws it when it is its turn
   */
  public ResponseEntity<Object> answer(
      Object json, Supplier<String> csv, Supplier<Supplier<Picture>> picture, PictureQueue queue) {
    return answer()
        .body(
            switch (this) {
              case JSON -> json;
              case CSV -> csv.get();
              case PNG -> drawn(picture.get(), Picture::png, queue);
              case SVG -> drawn(picture.get(), Picture::svg, queue);
            });
  }

  private static byte[] drawn(
      Supplier<Picture> picture, Function<Picture, byte[]> form, PictureQueue queue) {
    return queue.draw(
        () -> {
          Picture drawn = picture.get();
          queue.requireRoom(drawn.size().width(), drawn.size().height());
          return form.apply(drawn);
        });
  }
}
