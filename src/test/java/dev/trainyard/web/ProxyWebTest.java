package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@WebMvcTest(
    controllers = ProxyWebTest.Sample.class,
    properties = "trainyard.trusted-proxies=127.0.0.1,10.0.0.0/8")
@Import({StrictJson.class, ProxyConfiguration.class, ProxyWebTest.Sample.class})
@NullUnmarked
class ProxyWebTest {
  @Autowired MockMvcTester mvc;

  @RestController
  static class Sample {
    @GetMapping("/where")
    String where(HttpServletRequest request) {
      return "%s %s".formatted(request.getRequestURL(), request.getContextPath());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.20.30.40"})
  void believesAProxyThatIsTrusted(String proxy) {
    assertThat(where(proxy)).hasBodyTextEqualTo("https://trains.example.org/yard/where /yard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.0.1", "11.0.0.1", "::1"})
  void believesNobodyElse(String client) {
    assertThat(where(client)).hasBodyTextEqualTo("http://localhost/where ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Prefix | //example.org",
        "X-Forwarded-Prefix | /\\example.org",
        "X-Forwarded-Prefix | https://example.org",
        "X-Forwarded-Prefix | /a/../b",
        "X-Forwarded-Prefix | /yard, //example.org",
        "X-Forwarded-Host | a b",
        "X-Forwarded-Host | example.org/path",
        "X-Forwarded-Host | example.org:port",
        "X-Forwarded-Port | junk",
        "X-Forwarded-Port | 65536",
        "X-Forwarded-Proto | javascript",
        "X-Forwarded-Ssl | perhaps",
        "X-Forwarded-For | 192.0.2.1:port",
        "Forwarded | host=\"a b\"",
        "Forwarded | junk",
        "Forwarded | for=\"proto=javascript\"",
        "Forwarded | for=\"host=evil.example.org\"",
        "Forwarded | x-proto=javascript",
        "Forwarded | for=\"192.0.2.1:_port\"",
        "Forwarded | for=\"192.0.2.1:99999\"",
        "Forwarded | for=\"2001:db8::1\""
      })
  void refusesAHeaderThatNoProxyWrites(String header, String value) {
    MvcTestResult answer = mvc.get().uri("/where").header(header, value).exchange();

    assertThat(answer).hasStatus(400);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(header);
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-Prefix,/a", "Forwarded,for=a;", "X-Forwarded-For,'1.1.1.1,'"})
  void refusesAHeaderThatIsTooLong(String header, String part) {
    assertThat(mvc.get().uri("/where").header(header, part.repeat(2000) + "a").exchange())
        .hasStatus(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Prefix | /a, /b-c/d.e | http://localhost/a/b-c/d.e/where /a/b-c/d.e",
        "X-Forwarded-Prefix | / | http://localhost/where ",
        "X-Forwarded-Host | [::1]:8443, inner | http://[::1]:8443/where ",
        "X-Forwarded-For | 2001:db8::1 | http://localhost/where ",
        "Forwarded | for=\"[2001:db8::1]:99\";proto=https;host=example.org | https://example.org/where ",
        "Forwarded | for=_hidden;secret=egah2CGj55;proto=https;host=example.org | https://example.org/where "
      })
  void believesWhatProxiesWrite(String header, String value, String where) {
    assertThat(mvc.get().uri("/where").header(header, value).exchange())
        .hasStatusOk()
        .bodyText()
        .isEqualToIgnoringWhitespace(where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/where;a=b", "/where;", "/;x/where", "/nowhere;jsessionid=1"})
  void refusesParametersWithinAPath(String path) {
    MvcTestResult answer = mvc.get().uri(URI.create(path)).exchange();

    assertThat(answer).hasStatus(400);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("path: must not have a semicolon");
  }

  @Test
  void servesAPathWithASlashAtItsEnd() {
    assertThat(mvc.get().uri("/where/").exchange())
        .hasStatusOk()
        .hasBodyTextEqualTo("http://localhost/where ");
  }

  @Test
  void refusesASettingThatIsNoNetwork() {
    assertThatThrownBy(() -> new ProxySettings(List.of("proxy.example.org/99")))
        .hasMessageContaining("(trainyard.trusted-proxies) must be addresses such as 127.0.0.1");
  }

  private MvcTestResult where(String from) {
    return mvc.get()
        .uri("/where")
        .with(
            request -> {
              request.setRemoteAddr(from);
              return request;
            })
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "trains.example.org")
        .header("X-Forwarded-Prefix", "/yard")
        .exchange();
  }
}
