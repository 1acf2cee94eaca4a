package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

@WebMvcTest(controllers = ProblemWebTest.Sample.class)
@Import({StrictJson.class, ProblemWebTest.Sample.class})
@ExtendWith(OutputCaptureExtension.class)
class ProblemWebTest {
  @Autowired MockMvcTester mvc;
  @Autowired RequestMappingHandlerAdapter adapter;

  enum Colour {
    @JsonProperty("red")
    RED,
    @JsonProperty("green")
    GREEN
  }

  @RestController
  static class Sample {
    @GetMapping(path = "/things/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    String thing(
        @PathVariable @Positive long id,
        @RequestParam(defaultValue = "300") @Max(4000) int width,
        @RequestParam(required = false) @Nullable Colour colour) {
      return "\"%d %d %s\"".formatted(id, width, colour);
    }

    @GetMapping("/needs")
    String needs(@RequestParam int size) {
      return "" + size;
    }

    @GetMapping("/shares")
    String shares(@RequestParam double share) {
      return "" + share;
    }

    @PostMapping("/stop")
    String stop(@RequestParam(defaultValue = "false") boolean dryRun) {
      return "" + dryRun;
    }

    @PostMapping("/networks")
    NetworkSpec network(@RequestBody NetworkSpec spec) {
      return spec;
    }

    @GetMapping("/plain")
    NetworkSpec plain() {
      return new NetworkSpec(List.of());
    }

    @GetMapping("/conflict")
    String conflict() {
      throw Refusal.conflict("the experiment 3 is still running; cancel it first");
    }

    @GetMapping("/numbered/{number}")
    String numbered(@PathVariable int number) {
      return "" + number;
    }

    @GetMapping("/gone")
    String gone() {
      throw new HttpMessageNotWritableException(
          "Could not write", new ClientAbortException(new IOException("Connection reset by peer")));
    }

    @GetMapping("/cut")
    String cut() {
      throw new CannotCreateTransactionException(
          "Could not open", new SQLException(new SocketException("Broken pipe")));
    }

    @GetMapping("/defect")
    String defect() {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  void answersWhatIsRight() {
    assertThat(get("/things/3?colour=green")).hasStatusOk().hasBodyTextEqualTo("\"3 300 GREEN\"");
    assertThat(post("{\"layers\":[{\"type\":\"flatten\"}]}")).hasStatusOk();
  }

  @Test
  void namesEveryWrongFieldOfABody() {
    assertProblem(
        post("{\"layers\":[{\"type\":\"dense\",\"units\":0}],\"name\":1}"),
        400,
        """
        {"title":"Bad Request","status":400,"instance":"/networks",
         "detail":"name: is not known here; known are [layers] (and 1 more, see errors)",
         "errors":[{"field":"name","message":"is not known here; known are [layers]"},
                   {"field":"layers[0].units","message":"must be at least 1, not 0"}]}""");
  }

  @Test
  void saysWhereBrokenJsonBreaks() {
    assertThat(detail(post("{\"layers\":\n[}"), 400))
        .isEqualTo(
            "body: is not valid JSON: Unexpected close marker '}': expected ']' at line 2, column 2");
  }

  @Test
  void refusesAnEmptyBody() {
    assertThat(detail(post(""), 400)).isEqualTo("body: is missing; a JSON object is needed");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    assertThat(detail(post("[" + "1,".repeat(600_000) + "1]"), 413))
        .contains("1,048,576 bytes", "TRAINYARD_LIMITS_BODY_SIZE");
    assertThat(detail(post("[".repeat(2000) + "]".repeat(2000)), 413))
        .contains("depth", "TRAINYARD_LIMITS_JSON_DEPTH");
  }

  @Test
  void refusesAnotherMediaType() {
    var answer =
        mvc.post().uri("/networks").contentType(MediaType.TEXT_PLAIN).content("x").exchange();
    assertThat(detail(answer, 415)).contains("application/json", "it was text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "application/*+json", "*/*;q=0.8"})
  void refusesABodyThatMayBeAnything(String type) {
    var answer = mvc.post().uri("/networks").header("Content-Type", type).content("{}").exchange();
    assertThat(detail(answer, 415)).contains("application/json", "it was " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/", "json", "a b"})
  void namesAMediaTypeThatIsNone(String type) {
    var answer =
        mvc.post().uri("/networks").header(HttpHeaders.CONTENT_TYPE, type).content("{}").exchange();
    assertThat(detail(answer, 415))
        .startsWith("the body must be sent with Content-Type: application/json; it was " + type);
  }

  @Test
  void namesAnElementByItsPlaceAlone() {
    assertThat(detail(post("{\"layers\":[null]}"), 400)).isEqualTo("layers[0]: is missing");
  }

  @Test
  void hasNoConverterThatNobodyChose() {
    assertThat(adapter.getMessageConverters())
        .hasOnlyElementsOfTypes(
            ByteArrayHttpMessageConverter.class,
            StringHttpMessageConverter.class,
            ResourceHttpMessageConverter.class,
            StrictBodyConverter.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/yaml",
        "application/xml",
        "application/cbor",
        "application/x-jackson-smile",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream"
      })
  void readsNoFormatButJson(String type) {
    var answer =
        mvc.post().uri("/networks").header(HttpHeaders.CONTENT_TYPE, type).content("x").exchange();
    assertThat(detail(answer, 415))
        .startsWith("the body must be sent with Content-Type: application/json; it was " + type);
    assertThat(mvc.get().uri("/things/1").header(HttpHeaders.ACCEPT, type).exchange())
        .hasStatus(HttpStatus.NOT_ACCEPTABLE);
  }

  @Test
  void refusesACompressedBodyWithTheReason() {
    var answer =
        mvc.post()
            .uri("/networks")
            .contentType(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.CONTENT_ENCODING, "gzip")
            .content("{}")
            .exchange();
    assertThat(detail(answer, 415))
        .isEqualTo("the body must not be compressed; its Content-Encoding is gzip");
    answer =
        mvc.post()
            .uri("/networks")
            .contentType(MediaType.APPLICATION_JSON)
            .content(new byte[] {0x1f, (byte) 0x8b, 8, 0})
            .exchange();
    assertThat(detail(answer, 400))
        .isEqualTo("body: is compressed with gzip; a plain JSON object is needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.5", "5e-1", "1E+2"})
  void readsNumbersAsJsonWritesThem(String number) {
    assertThat(get("/shares?share=" + number.replace("+", "%2B"))).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%2B1", ".5", "1.", "01", "1f", "0x1p3", "NaN", "1e999", "%201"})
  void readsNumbersInNoOtherWay(String number) {
    assertThat(detail(get("/shares?share=" + number), 400)).startsWith("share: must be a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "=1", "&=", "width=3&=", "=&width=3"})
  void refusesAParameterWithoutAName(String query) {
    assertThat(detail(get("/things/3?" + query), 400))
        .isEqualTo("query: has a value without a name");
  }

  @Test
  void refusesABodyThatIsNull() {
    assertThat(detail(post("null"), 400)).isEqualTo("body: must be an object, not null");
  }

  @Test
  void refusesABodyThatNobodyReads() {
    var form = mvc.post().uri("/stop").contentType(MediaType.APPLICATION_FORM_URLENCODED);
    assertThat(detail(form.content("dryRun=true").exchange(), 400))
        .isEqualTo("body: is not read here; send the request without one");
    var json = mvc.post().uri("/stop").contentType(MediaType.APPLICATION_JSON);
    assertThat(detail(json.content("{\"dryRun\":true}").exchange(), 400)).startsWith("body: ");
    assertThat(mvc.post().uri("/stop").content(" {} ").exchange()).hasStatusOk();
    assertThat(mvc.post().uri("/stop").exchange()).hasStatusOk();
  }

  @Test
  void namesTheMediaTypesItHas() {
    var answer = mvc.get().uri("/things/1").accept(MediaType.IMAGE_GIF).exchange();
    assertThat(detail(answer, 406))
        .isEqualTo(
            "this can be answered as: application/json; the header Accept names none of them");
  }

  @Test
  void namesWhatItHasWhereTheHeaderAcceptCannotBeRead() {
    for (String accept : List.of("foo", "a/b/c", "application/")) {
      var answer = mvc.get().uri("/plain").header(HttpHeaders.ACCEPT, accept).exchange();
      assertThat(detail(answer, 406))
          .isEqualTo(
              "this can be answered as: application/json; the header Accept must be a list of media types, not "
                  + accept);
    }
  }

  @Test
  void namesTheMethodsItHas() {
    var answer = mvc.delete().uri("/networks").exchange();
    assertThat(detail(answer, 405)).isEqualTo("DELETE is not possible here; possible are: POST");
    assertThat(answer).headers().hasValue(HttpHeaders.ALLOW, "POST");
  }

  @Test
  void pointsToTheDocumentationWhereNothingIs() {
    assertThat(detail(get("/thigns"), 404))
        .isEqualTo("there is nothing here; /swagger-ui.html lists what there is");
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertThat(detail(get("/things/abc"), 400))
        .isEqualTo("id: must be a whole number, not \"abc\"");
    assertThat(detail(get("/things/99999999999999999999"), 400)).startsWith("id: must be");
    assertThat(detail(get("/things/0"), 400)).isEqualTo("id: must be greater than 0, not 0");
    assertThat(detail(get("/things/1?width=5000"), 400))
        .isEqualTo("width: must be at most 4000, not 5000");
    assertThat(detail(get("/things/1?colour=blue"), 400))
        .isEqualTo("colour: must be one of [green, red], not \"blue\"");
    assertThat(detail(get("/needs"), 400)).isEqualTo("size: is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1", "+1", "01", "\uFF11", " 1", "1 ", "#1", "1.0", "1e0", "1_000"})
  void readsWholeNumbersInPlainDigitsOnly(String text) {
    String message = "must be a whole number in plain digits, not \"%s\"".formatted(text);
    assertThat(detail(mvc.get().uri("/things/{id}", text).exchange(), 400))
        .isEqualTo("id: " + message);
    assertThat(detail(mvc.get().uri("/things/1?width={width}", text).exchange(), 400))
        .isEqualTo("width: " + message);
  }

  @Test
  void saysHowLargeAWholeNumberMayBe() {
    assertThat(detail(get("/things/9223372036854775808"), 400))
        .isEqualTo(
            "id: must be a whole number from 1 to 9223372036854775807, not \"9223372036854775808\"");
    assertThat(detail(get("/things/1?width=2147483648"), 400))
        .isEqualTo("width: must be a whole number from -2147483648 to 4000, not \"2147483648\"");
  }

  @Test
  void numbersWhatIsInAPathFromOne() {
    assertThat(detail(get("/numbered/2147483648"), 400))
        .isEqualTo("number: must be a whole number from 1 to 2147483647, not \"2147483648\"");
  }

  @Test
  void readsNoValueInAnyOtherWayThanItsOwn() {
    assertThat(detail(get("/things/1?colour=GREEN"), 400))
        .isEqualTo("colour: must be one of [green, red], not \"GREEN\"");
    for (String text : List.of("yes", "on", "1", "TRUE", "null")) {
      assertThat(detail(mvc.post().uri("/stop?dryRun=" + text).exchange(), 400))
          .isEqualTo("dryRun: must be true or false, not \"%s\"".formatted(text));
    }
    assertThat(mvc.post().uri("/stop?dryRun=true").exchange()).hasBodyTextEqualTo("true");
  }

  @Test
  void refusesAParameterWithoutOneValue() {
    for (String query : List.of("dryRun", "dryRun=")) {
      assertThat(detail(mvc.post().uri("/stop?" + query).exchange(), 400))
          .isEqualTo("dryRun: has no value; leave it out or give it one");
    }
    assertThat(detail(get("/things/1?width=300&width=400"), 400)).isEqualTo("width: comes 2 times");
  }

  @Test
  void passesTheProblemsOfControllersOn() {
    assertThat(detail(get("/conflict"), 409))
        .isEqualTo("the experiment 3 is still running; cancel it first");
  }

  @Test
  void keepsNothingInItsLogOfAClientThatWentInTheMiddleOfAnAnswer(CapturedOutput output) {
    get("/gone");
    assertThat(output).doesNotContain("incident");
  }

  /** As Spring takes it for a client that went, which would be answered with 200 and nothing. */
  @Test
  void answersThatAConnectionBrokeWhichIsNotTheClients(CapturedOutput output) {
    assertThat(detail(get("/cut"), 500)).contains("incident");
    assertThat(output).contains("incident", "Broken pipe");
  }

  @Test
  void keepsTheCauseOfADefectInItsLog(CapturedOutput output) {
    MvcTestResult answer = get("/defect");
    assertThat(detail(answer, 500)).doesNotContain("secret", "Exception");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.incident")
        .asString()
        .satisfies(incident -> assertThat(output).contains("incident " + incident, "secret"));
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(URI.create(uri)).exchange();
  }

  private MvcTestResult post(String body) {
    return mvc.post()
        .uri("/networks")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static String detail(MvcTestResult answer, int status) {
    assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    StringBuilder detail = new StringBuilder();
    assertThat(answer).bodyJson().extractingPath("$.detail").asString().satisfies(detail::append);
    return detail.toString();
  }

  private static void assertProblem(MvcTestResult answer, int status, String json) {
    assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer).bodyJson().isStrictlyEqualTo(json);
  }
}
