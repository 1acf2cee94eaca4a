package dev.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@WebMvcTest(controllers = ProblemWebTest.Sample.class)
@Import({StrictJson.class, ProblemWebTest.Sample.class})
@ExtendWith(OutputCaptureExtension.class)
class ProblemWebTest {
  @Autowired MockMvcTester mvc;

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

    @PostMapping("/networks")
    NetworkSpec network(@RequestBody NetworkSpec spec) {
      return spec;
    }

    @GetMapping("/conflict")
    String conflict() {
      throw Refusal.conflict("the experiment 3 is still running; cancel it first");
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
    assertThat(detail(post("[" + "1,".repeat(600_000) + "1]"), 413)).contains("1000000");
    assertThat(detail(post("[".repeat(2000) + "]".repeat(2000)), 413)).contains("depth");
  }

  @Test
  void refusesAnotherMediaType() {
    var answer =
        mvc.post().uri("/networks").contentType(MediaType.TEXT_PLAIN).content("x").exchange();
    assertThat(detail(answer, 415)).contains("application/json", "it was text/plain");
  }

  @Test
  void namesTheMediaTypesItHas() {
    var answer = mvc.get().uri("/things/1").accept(MediaType.IMAGE_GIF).exchange();
    assertThat(detail(answer, 406))
        .isEqualTo(
            "this can be answered as: application/json; the header Accept names none of them");
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

  @Test
  void passesTheProblemsOfControllersOn() {
    assertThat(detail(get("/conflict"), 409))
        .isEqualTo("the experiment 3 is still running; cancel it first");
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
    return mvc.get().uri(uri).exchange();
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
