package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@NullUnmarked
class ProtectiveHeadersTest {
  private static final String POLICY = "Content-Security-Policy";
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private String policy(String path) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/yard" + path);
    request.setContextPath("/yard");
    new ProtectiveHeaders().writeHeaders(request, response);
    return response.getHeader(POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, /experiments",
    "application/problem+json, /swagger-ui/nothing",
    "image/png, /experiments/1/curves.png",
    "text/html, /experiments",
    "text/html, /page/",
    "text/html, /experiments/swagger-ui/",
    "text/javascript, /",
    "text/csv;charset=UTF-8, /experiments/1/curves.csv",
    "application/pdf, /studies/1/report.pdf"
  })
  void letLoadNothing(String type, String path) {
    response.setContentType(type);
    assertThat(policy(path))
        .isEqualTo(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void sayOfAPageThatIsStillTheSameWhatTheySaidOfIt() {
    assertThat(policy("/")).contains("script-src 'self'");
  }

  @Test
  void letAPictureHaveItsColoursAndNoScript() {
    response.setContentType("image/svg+xml");
    assertThat(policy("/experiments/1/curves.svg"))
        .startsWith("default-src 'none'; img-src data:; style-src-attr 'unsafe-inline';");
  }

  @Test
  void letSwaggerUiRunItsOwnScriptsAlone() {
    response.setContentType("text/html");
    assertThat(policy("/swagger-ui/index.html"))
        .startsWith("default-src 'none'; connect-src 'self';")
        .contains("script-src 'self';")
        .doesNotContain("script-src 'self' ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html"})
  void letThePageRunItsOwnScriptsAloneAndShowWhatItIsAnswered(String path) {
    response.setContentType("text/html;charset=UTF-8");
    assertThat(policy(path))
        .startsWith(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none';");
  }

  @Test
  void leaveAPolicyThatAnAnswerHasOfItsOwn() {
    response.setHeader(POLICY, "default-src 'none'; style-src 'sha256-x'");
    response.setContentType("text/html");
    assertThat(policy("/studies/1/report.html"))
        .isEqualTo("default-src 'none'; style-src 'sha256-x'");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
  }
}
