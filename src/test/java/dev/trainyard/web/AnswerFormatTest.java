package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

class AnswerFormatTest {

  enum Picture implements AnswerFormat {
    JSON("application/json"),
    PNG("image/png"),
    SVG("image/svg+xml"),
    CSV("text/csv;charset=UTF-8");

    private final String type;

    Picture(String type) {
      this.type = type;
    }

    @Override
    public MediaType type() {
      return MediaType.valueOf(type);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                | JSON",
        "image/*                            | PNG",
        "text/csv                           | CSV",
        "image/svg+xml, image/png           | SVG",
        "image/png;q=0.5, image/svg+xml     | SVG",
        "text/csv;q=0, */*                  | JSON",
        "application/json;q=0, */*          | PNG",
        "image/png;q=0.1, image/*           | SVG",
        "text/html, image/png;q=0.2         | PNG"
      })
  void choosesWhatTheClientLikesBest(String accept, Picture chosen)
      throws HttpMediaTypeNotAcceptableException {
    assertThat(AnswerFormat.preferred(accept, Picture.class)).isEqualTo(chosen);
  }

  @Test
  void choosesNothingThatTheClientExcludes() {
    assertThatThrownBy(() -> AnswerFormat.preferred("text/csv;q=0", Picture.class))
        .isInstanceOf(HttpMediaTypeNotAcceptableException.class);
    assertThatThrownBy(() -> AnswerFormat.preferred("text/html", Picture.class))
        .isInstanceOf(HttpMediaTypeNotAcceptableException.class);
  }
}
