package dev.trainyard.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.trainyard.experiment.forecast.Estimator;
import dev.trainyard.experiment.ledger.ExperimentReader;
import dev.trainyard.experiment.ledger.Submissions;
import dev.trainyard.experiment.spec.SpecResolver;
import dev.trainyard.experiment.spec.Submission;
import dev.trainyard.web.IdempotencyKeys;
import dev.trainyard.web.StrictJson;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(controllers = {EventController.class, SubmissionController.class})
@Import(StrictJson.class)
@NullUnmarked
class ExperimentWebTest {
  @Autowired MockMvcTester mvc;
  @MockitoBean EventStreams streams;
  @MockitoBean ExperimentReader reader;
  @MockitoBean SpecResolver resolver;
  @MockitoBean Submissions submissions;
  @MockitoBean IdempotencyKeys keys;
  @MockitoBean Estimator estimator;

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "text/plain"})
  void followsNobodyForAHead(String type) {
    MvcTestResult answer =
        mvc.head().uri("/experiments/1/events").accept(MediaType.valueOf(type)).exchange();

    assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith(type);
    verify(streams, never()).follow(anyLong(), anyLong(), any(), any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "text/plain"})
  void tellsProxiesToPassEveryEventOnAtOnce(String type) {
    MvcTestResult answer =
        mvc.get().uri("/experiments/1/events").accept(MediaType.valueOf(type)).asyncExchange();

    verify(streams).follow(eq(1L), eq(0L), any(), any());
    assertThat(answer).headers().hasValue(HttpHeaders.CACHE_CONTROL, "no-cache");
    assertThat(answer).headers().hasValue("X-Accel-Buffering", "no");
  }

  @Test
  void followsAllExperimentsForAGetAndNoneForAHead() {
    MvcTestResult head = mvc.head().uri("/events").accept(MediaType.TEXT_EVENT_STREAM).exchange();
    assertThat(head).hasStatusOk().hasContentTypeCompatibleWith("text/event-stream");
    verify(streams, never()).followAll(any(), any(), any());

    MvcTestResult answer =
        mvc.get()
            .uri("/events")
            .accept(MediaType.TEXT_EVENT_STREAM)
            .header("Last-Event-ID", "7")
            .asyncExchange();
    verify(streams).followAll(eq(7L), any(), any());
    assertThat(answer).headers().hasValue("X-Accel-Buffering", "no");
    mvc.get().uri("/events").accept(MediaType.TEXT_EVENT_STREAM).asyncExchange();
    verify(streams).followAll(isNull(), any(), any());
  }

  @Test
  void tellsABrowserThatHasSeenTheLastEventToStop() {
    when(streams.hasEnded(1, 7)).thenReturn(true);
    MvcTestResult answer =
        mvc.get()
            .uri("/experiments/1/events")
            .accept(MediaType.TEXT_EVENT_STREAM)
            .header("Last-Event-ID", "7")
            .exchange();

    assertThat(answer).hasStatus(204);
    verify(streams, never()).follow(anyLong(), anyLong(), any(), any());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x"})
  void namesAHeaderAsItWasSent(String lastEventId) {
    MvcTestResult answer =
        mvc.get()
            .uri("/experiments/1/events")
            .accept(MediaType.TEXT_EVENT_STREAM)
            .header("Last-Event-ID", lastEventId)
            .exchange();

    assertThat(answer).hasStatus(400);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo("Last-Event-ID");
  }

  @Test
  void saysWhereWhatItQueuesIsAsTheClientSeesIt() {
    when(resolver.resolve(any())).thenReturn(new Submission(null, null, List.of()));
    when(keys.once(any(), any(), any(), any(), any())).thenReturn(7L);
    MvcTestResult answer =
        mvc.post()
            .uri("/yard/experiments")
            .contextPath("/yard")
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"network\":\"baseline\"}")
            .exchange();

    assertThat(answer).hasStatus(202);
    assertThat(answer).headers().hasValue(HttpHeaders.LOCATION, "/yard/experiments/7");
  }

  @Test
  void readsAKeyThatEveryProxyHandsOnAsItIs() {
    for (String key : new String[] {"k\u00e9y", "k\u0001", "k".repeat(201)}) {
      MvcTestResult answer =
          mvc.post()
              .uri("/experiments")
              .header("Idempotency-Key", key)
              .contentType(MediaType.APPLICATION_JSON)
              .content("{\"network\":\"baseline\"}")
              .exchange();
      assertThat(answer).hasStatus(400);
      assertThat(answer)
          .bodyJson()
          .extractingPath("$.detail")
          .isEqualTo("Idempotency-Key: must be 1 to 200 printable ASCII characters");
    }
  }
}
