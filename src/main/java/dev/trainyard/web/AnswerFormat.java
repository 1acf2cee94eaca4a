package dev.trainyard.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** What an answer that has several forms can look like; the forms are the constants of an enum. */
public interface AnswerFormat {

  /** Its media type, with the charset where it is text. */
  MediaType type();

  /**
   * The format that a client likes best (RFC 9110, 12.5.1): the one with the highest quality, where
   * the most specific range that includes a format decides; of equals the one that is named first,
   * and at last the first constant.
   *
   * @param accept a value of the header {@code Accept}
   * @throws HttpMediaTypeNotAcceptableException if the header names none of them, or excludes them
   */
  static <F extends Enum<F> & AnswerFormat> F preferred(String accept, Class<F> formats)
      throws HttpMediaTypeNotAcceptableException {
    List<MediaType> ranges = MediaType.parseMediaTypes(accept);
    F[] all = formats.getEnumConstants();
    return Arrays.stream(all)
        .filter(format -> quality(format, ranges) > 0)
        .max(
            Comparator.<F>comparingDouble(format -> quality(format, ranges))
                .thenComparingInt(format -> -place(format, ranges)))
        .orElseThrow(
            () ->
                new HttpMediaTypeNotAcceptableException(
                    Arrays.stream(all).map(AnswerFormat::type).toList()));
  }

  private static double quality(AnswerFormat format, List<MediaType> ranges) {
    return range(format, ranges).map(MediaType::getQualityValue).orElse(0.0);
  }

  private static int place(AnswerFormat format, List<MediaType> ranges) {
    return range(format, ranges).map(ranges::indexOf).orElse(ranges.size());
  }

  private static Optional<MediaType> range(AnswerFormat format, List<MediaType> ranges) {
    return ranges.stream()
        .filter(range -> range.includes(format.type()))
        .max(Comparator.comparingInt(AnswerFormat::specificity));
  }

  private static int specificity(MediaType range) {
    return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
  }

  /** An answer in this format, to be asked for again each time: training goes on. */
  default ResponseEntity.BodyBuilder answer() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(type());
  }
}
