package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.RawRequest.Answer;
import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The files of the page, as a browser gets them. */
@OnH2
@NullUnmarked
class PageFilesIT extends ServiceTest {
  private static final String SCRIPT = "/webjars/uplot/dist/uPlot.iife.min.js";

  @LocalServerPort int port;

  private Answer file(String path, String... headers) throws IOException {
    return RawRequest.of("GET", path, headers).send(port);
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/page/main.js, text/javascript",
    "/page/page.css, text/css",
    SCRIPT + ", text/javascript",
    "/webjars/uplot/dist/uPlot.min.css, text/css"
  })
  void areWhatTheySayTheyAre(String path, String type) throws IOException {
    Answer answer = file(path, "Accept: " + type + ",*/*;q=0.1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page/main.js", "/page/page.css", SCRIPT})
  void areKeptAndAskedForAgain(String path) throws IOException {
    Answer first = file(path);
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(first.header("ETag")).matches("W/\"[0-9a-f]{32}\"");
    assertThat(first.headers()).doesNotContainKey("last-modified");

    Answer again = file(path, "If-None-Match: " + first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(file(path, "If-None-Match: W/\"of the release before\"").status()).isEqualTo(200);
  }

  @Test
  void haveEachATagOfTheirOwn() throws IOException {
    assertThat(file("/").header("ETag")).isNotEqualTo(file(SCRIPT).header("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html"})
  void loadNothingFromElsewhereAndRunNothingThatIsWrittenInThem(String path) throws IOException {
    assertThat(file(path).header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void keepTheirPolicyWhereThereIsNoBody() throws IOException {
    Answer page = file("/?view=list");
    String policy = page.header("Content-Security-Policy");
    assertThat(policy).contains("script-src 'self'");
    Answer same = file("/", "If-None-Match: " + page.header("ETag"));
    Answer head = RawRequest.of("HEAD", "/").send(port);
    assertThat(same.status()).isEqualTo(304);
    assertThat(head.status()).isEqualTo(200);
    for (Answer answer : List.of(same, head)) {
      assertThat(answer.header("Content-Security-Policy")).isEqualTo(policy);
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void arePackedForWhoCanUnpackThem() throws IOException {
    Answer packed = file(SCRIPT, "Accept-Encoding: gzip").whole();
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.body()).hasSizeLessThan(25_000);
    assertThat(file(SCRIPT, "Accept-Encoding: gzip", "If-None-Match: " + packed.header("ETag")))
        .extracting(Answer::status)
        .isEqualTo(304);
    assertThat(file(SCRIPT).headers()).doesNotContainKey("content-encoding");
  }

  @Test
  void answersOfTheServiceAreNotPacked() throws IOException {
    Answer answer = file("/v3/api-docs", "Accept-Encoding: gzip").whole();
    assertThat(answer.body()).hasSizeGreaterThan(25_000);
    assertThat(answer.headers()).doesNotContainKey("content-encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/page/", "/page/nothing.js", "/webjars/uplot/nothing.js"})
  void thatThereAreNoneOfIsSaidAsEverywhere(String path) throws IOException {
    Answer answer = file(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.headers()).doesNotContainKeys("etag", "cache-control");
  }

  @Test
  void sayWhatIsPossible() throws IOException {
    for (String path : List.of("/", "/page/main.js")) {
      Answer answer = RawRequest.of("OPTIONS", path).send(port);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("Allow")).as(path).contains("GET", "HEAD").doesNotContain("POST");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void cannotBeChanged(String method) throws IOException {
    for (String path : new String[] {"/", "/page/main.js"}) {
      assertThat(RawRequest.of(method, path).send(port).status()).as(path).isEqualTo(405);
    }
  }
}
