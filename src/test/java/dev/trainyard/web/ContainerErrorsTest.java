package dev.trainyard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = ContainerErrorsTest.Web.class,
    properties = {
      "management.endpoint.health.validate-group-membership=false",
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
          + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
class ContainerErrorsTest {
  @LocalServerPort int port;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    StrictJson.class,
    ProblemAdvice.class,
    FallbackErrors.class,
    ContainerErrors.class,
    ContainerErrorsTest.Web.Sized.class
  })
  static class Web {

    @RestController
    static class Sized {
      @GetMapping("/sized")
      String sized(@RequestParam(defaultValue = "1") String size) {
        return size;
      }
    }

    @Bean
    Filter defectiveFilter() {
      return (request, response, chain) -> {
        if (request instanceof HttpServletRequest http
            && "defect=yes".equals(http.getQueryString())) {
          throw new IllegalStateException("secret");
        }
        chain.doFilter(request, response);
      };
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a%zz HTTP/1.1",
        "GET /a|b HTTP/1.1",
        "GET /a%00b HTTP/1.1",
        "GET /a\\b HTTP/1.1",
        "GET /%c0%ae HTTP/1.1",
        "GET /a%2fb HTTP/1.1",
        "nonsense"
      })
  void refusesAMalformedUrlWithAProblem(String requestLine) throws IOException {
    assertThat(answer(requestLine))
        .startsWith("HTTP/1.1 400")
        .contains("Content-Type: application/problem+json", "\"status\":400")
        .doesNotContain("<html", "Exception", "Tomcat");
  }

  @Test
  void answersWhereNothingIs() throws IOException {
    assertThat(answer("GET /nothing HTTP/1.1"))
        .startsWith("HTTP/1.1 404")
        .contains("Content-Type: application/problem+json", "/swagger-ui.html");
    assertThat(answer("GET /error HTTP/1.1"))
        .startsWith("HTTP/1.1 404")
        .contains("Content-Type: application/problem+json");
    assertThat(answer("BREW / HTTP/1.1"))
        .containsPattern("HTTP/1.1 (404|405|501)")
        .contains("Content-Type: application/problem+json");
  }

  @Test
  void saysWhatToDoInsteadOfAMethodThatIsNowherePossible() throws IOException {
    assertThat(answer("TRACE /nothing HTTP/1.1"))
        .startsWith("HTTP/1.1 405")
        .contains(
            "Content-Type: application/problem+json",
            "\"detail\":\"TRACE is not possible here; the answer to OPTIONS lists what is\"",
            "\"instance\":\"/nothing\"");
    assertThat(answer("CONNECT /nothing HTTP/1.1"))
        .startsWith("HTTP/1.1 501")
        .contains("the method or the Transfer-Encoding is not known here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=%FF", "size=%zz", "size=%", "&&=&"})
  void refusesAQueryThatCannotBeRead(String query) throws IOException {
    assertThat(answer("GET /sized?" + query + " HTTP/1.1"))
        .startsWith("HTTP/1.1 400")
        .contains("query: cannot be read; it must be made of name=value");
  }

  @Test
  void keepsTheCauseOfADefectInAFilterInTheLog() throws IOException {
    assertThat(answer("GET /?defect=yes HTTP/1.1"))
        .startsWith("HTTP/1.1 500")
        .contains("Content-Type: application/problem+json", "\"incident\":")
        .doesNotContain("secret", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT"})
  void readsNoMultipartsWithOrWithoutABoundary(String method) throws IOException {
    String type = "\r\nContent-Type: multipart/form-data\r\nContent-Length: 0";
    assertThat(answer(method + " /nothing HTTP/1.1" + type)).startsWith("HTTP/1.1 404");
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws IOException {
    assertThat(answer("GET /?" + "a".repeat(20_000) + " HTTP/1.1"))
        .startsWith("HTTP/1.1 4")
        .contains("Content-Type: application/problem+json");
  }

  /** Otherwise whoever sends the next request on the connection finds it broken, now and then. */
  @ParameterizedTest
  @ValueSource(strings = {"PUT /sized", "POST /sized", "POST /nothing", "POST /defect?defect=yes"})
  void keepsTheConnectionWhereItRefusesARequestBeforeItsBodyIsRead(String line) throws IOException {
    String refused =
        line
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n";
    String answers =
        answer(refused.formatted(60_000) + "x".repeat(60_000) + "GET /sized?size=last HTTP/1.1");
    if (answers.contains("HTTP/1.1 500")) {
      assertThat(answers).contains("Connection: close");
    } else {
      assertThat(answers).startsWith("HTTP/1.1 40").contains("HTTP/1.1 200").endsWith("last");
    }
  }

  private String answer(String requestLine) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
