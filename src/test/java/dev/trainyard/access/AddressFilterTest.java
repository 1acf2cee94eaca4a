package dev.trainyard.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.ErrorResponseException;

@NullUnmarked
class AddressFilterTest {
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/experiments");
  private String refusal;

  @BeforeEach
  void sendToTheServiceItself() {
    request.setServerName("127.0.0.1");
    request.setServerPort(8080);
    request.setLocalAddr("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "[::1]", "trains.example.org"})
  void letsInWhatIsSentToAnyOfItsNames(String host) throws Exception {
    request.setServerName(host);
    assertThat(passes("trains.example.org")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.localhost",
        "127.0.0.1.evil.example",
        "trains.example.org.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "2130706433",
        "localhost.",
        "[::2]",
        ""
      })
  void refusesWhatIsSentToAnotherName(String host) throws Exception {
    request.setServerName(host);
    assertThat(passes("trains.example.org")).isFalse();
    assertThat(refusal)
        .isEqualTo(
            "this service is not known as \"%s\"; call it by one of [127.0.0.1, [::1], localhost, trains.example.org], or add the name to its TRAINYARD_ACCESS_HOSTS",
            host);
  }

  @Test
  void isKnownByTheAddressThatARequestCameTo() throws Exception {
    request.setServerName("192.0.2.7");
    assertThat(passes()).isFalse();
    request.setLocalAddr("192.0.2.7");
    assertThat(passes()).isTrue();
    request.setServerName("[2001:db8:0:0:0:0:0:7]");
    request.setLocalAddr("2001:db8:0:0:0:0:0:7");
    assertThat(passes()).isTrue();
  }

  @Test
  void isKnownByTheNameOfTheMachineWhereItListensOnAllAddresses() throws Exception {
    String name = InetAddress.getLocalHost().getHostName();
    InetAddress all = InetAddress.getByName("0.0.0.0");
    assertThat(new OwnNames(all, List.of()).include(name, "192.0.2.7")).isTrue();
    assertThat(new OwnNames(null, List.of()).include(name, "192.0.2.7")).isTrue();
    assertThat(
            new OwnNames(InetAddress.getByName("2001:db8::7"), List.of())
                .include("[2001:db8:0:0:0:0:0:7]", "2001:db8:0:0:0:0:0:7"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http, 127.0.0.1, 8080, http://127.0.0.1:8080",
    "http, localhost, 80, http://localhost",
    "https, localhost, 443, https://localhost",
    "https, localhost, 8443, HTTPS://LOCALHOST:8443",
    "http, [::1], 8080, http://[::1]:8080",
    "http, 127.0.0.1, 8080, https://lab.example.org",
    "http, 127.0.0.1, 8080, http://lab.example.org:3000"
  })
  void letsInPagesOfItsOwnOriginAndOfThoseThatAreSet(
      String scheme, String host, int port, String origin) throws Exception {
    request.setScheme(scheme);
    request.setServerName(host);
    request.setServerPort(port);
    request.addHeader("Origin", origin);
    assertThat(passes()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "*",
        "https://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:8081",
        "https://127.0.0.1:8080",
        "http://localhost:8080",
        "http://127.0.0.1:8080.evil.example",
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:8080@evil.example",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://lab.example.org",
        "https://lab.example.org.evil.example",
        "file://"
      })
  void refusesPagesOfEveryOtherOrigin(String origin) throws Exception {
    request.addHeader("Origin", origin);
    assertThat(passes()).isFalse();
    assertThat(refusal)
        .startsWith("a page of the origin \"%s\" must not call this service".formatted(origin))
        .contains("http://127.0.0.1:8080", "TRAINYARD_ACCESS_ORIGINS");
  }

  @Test
  void refusesASecondOriginThatIsForeign() throws Exception {
    request.addHeader("Origin", "http://127.0.0.1:8080");
    request.addHeader("Origin", "https://evil.example");
    assertThat(passes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, cross-site, false",
    "POST, same-site, false",
    "DELETE, cross-site, false",
    "BREW, cross-site, false",
    "POST, same-origin, true",
    "POST, none, true",
    "GET, cross-site, true",
    "HEAD, cross-site, true"
  })
  void asksTheBrowserWhatSentAChangeWithoutAnOrigin(String method, String site, boolean passes)
      throws Exception {
    request.setMethod(method);
    request.addHeader("Sec-Fetch-Site", site);
    assertThat(passes()).isEqualTo(passes);
  }

  @Test
  void letsAnOriginThatIsSetSendChangesAcrossSites() throws Exception {
    request.setMethod("POST");
    request.addHeader("Sec-Fetch-Site", "cross-site");
    request.addHeader("Origin", "https://lab.example.org");
    assertThat(passes()).isTrue();
  }

  /** Held against what another reader of URIs makes of it. */
  @Test
  void letsInNothingThatIsNearlyItsOwn() throws Exception {
    Random random = new Random(18);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      String origin = mutated("http://127.0.0.1:8080", random);
      request.removeHeader("Origin");
      request.addHeader("Origin", origin);
      request.setServerName("127.0.0.1");
      if (passes()) {
        URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        assertThat(List.of(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath()))
            .as(origin)
            .containsExactly("http", "127.0.0.1", 8080, "");
      } else {
        refused++;
      }
      String host = mutated("localhost", random);
      request.removeHeader("Origin");
      request.setServerName(host);
      assertThat(passes()).as(host).isEqualTo(host.equalsIgnoreCase("localhost"));
    }
    assertThat(refused).isGreaterThan(4000);
  }

  /** One to three characters are left out, put in, doubled or written in the other case. */
  private static String mutated(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    String characters = "aZ09.:/@-[]%#?\\, \u0130\u212a\u0000\u00e9";
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(mutant.length());
      char here = mutant.charAt(at);
      switch (random.nextInt(4)) {
        case 0 -> mutant.deleteCharAt(at);
        case 1 -> mutant.insert(at, characters.charAt(random.nextInt(characters.length())));
        case 2 -> mutant.insert(at, here);
        default -> mutant.setCharAt(at, Character.toUpperCase(here));
      }
    }
    return mutant.toString();
  }

  @Test
  void repeatsNoMoreOfAHeaderThanCanBeRead() throws Exception {
    request.addHeader("Origin", "x".repeat(5000));
    assertThat(passes()).isFalse();
    assertThat(refusal).hasSizeLessThan(500);
  }

  private boolean passes(String... hosts) throws ServletException, IOException {
    OwnNames names = new OwnNames(InetAddress.getLoopbackAddress(), List.of(hosts));
    AccessProblems problems =
        new AccessProblems(
            (_, _, _, e) -> {
              refusal = ((ErrorResponseException) e).getBody().getDetail();
              assertThat(((ErrorResponseException) e).getStatusCode().value()).isEqualTo(403);
              return null;
            });
    MockFilterChain chain = new MockFilterChain();
    new AddressFilter(
            names, List.of("https://lab.example.org", "http://lab.example.org:3000"), problems)
        .doFilter(request, new MockHttpServletResponse(), chain);
    return chain.getRequest() != null;
  }
}
