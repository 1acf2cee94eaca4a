package dev.trainyard.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;

/** What a result can be answered as; the first that the client accepts, JSON before all others. */
enum Format {
  @JsonProperty("json")
  JSON(MediaType.APPLICATION_JSON),
  @JsonProperty("png")
  PNG(MediaType.IMAGE_PNG),
  @JsonProperty("svg")
  SVG(MediaType.valueOf("image/svg+xml")),
  @JsonProperty("csv")
  CSV(MediaType.valueOf("text/csv;charset=UTF-8"));

  @SuppressWarnings("ImmutableEnumChecker") // a media type is never changed
  private final MediaType type;

  Format(MediaType type) {
    this.type = type;
  }

  /**
   * The format that the header Accept asks for.
   *
   * @throws Problem 406 if it names none of the formats
   */
  static Format accepted(@Nullable String accept) {
    List<MediaType> wanted = wanted(accept);
    return wanted.stream()
        .flatMap(range -> Stream.of(values()).filter(format -> range.includes(format.type)))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                    HttpStatus.NOT_ACCEPTABLE,
                    "this can be answered as: %s; the header Accept names none of them"
                        .formatted(names())));
  }

  private static List<MediaType> wanted(@Nullable String accept) {
    try {
      List<MediaType> types =
          MediaType.parseMediaTypes(Optional.ofNullable(accept).orElse(MediaType.ALL_VALUE));
      List<MediaType> sorted = new ArrayList<>(types);
      MimeTypeUtils.sortBySpecificity(sorted);
      sorted.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
      return sorted;
    } catch (InvalidMediaTypeException e) {
      throw Problem.badRequest("Accept", "is not a list of media types: " + e.getMessage());
    }
  }

  private static String names() {
    return Stream.of(values())
        .map(format -> format.type.toString())
        .collect(Collectors.joining(", "));
  }

  /** Answers with what this format makes of a result. A running experiment has another one soon. */
  ResponseEntity<Object> answer(
      Supplier<Object> json, Supplier<Picture> picture, Supplier<String> csv) {
    Object body =
        switch (this) {
          case JSON -> json.get();
          case PNG -> picture.get().png();
          case SVG -> picture.get().svg();
          case CSV -> csv.get();
        };
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(type)
        .body(body);
  }
}
