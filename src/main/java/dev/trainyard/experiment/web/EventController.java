package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ledger.ExperimentReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Lets users watch experiments over HTTP. */
@RestController
@Tag(name = "Experiments")
class EventController {
  private static final String ONE = "/experiments/{id}/events";

  /** A training may take days. */
  private static final long NEVER = 0;

  private final EventStreams streams;
  private final ExperimentReader reader;
  private final JsonMapper json;

  EventController(EventStreams streams, ExperimentReader reader, JsonMapper json) {
    this.streams = streams;
    this.reader = reader;
    this.json = json;
  }

  @GetMapping(path = ONE, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Watch an experiment",
      description =
          """
          Server-sent events from the beginning or from Last-Event-ID to the end of the experiment: \
          `epoch` for each finished epoch, `trial` and `experiment` for each change of status. \
          With `Accept: text/plain` a progress bar: `curl -N -H 'Accept: text/plain' …`.""")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")),
        @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "204",
      description = "The experiment has ended with Last-Event-ID; browsers do not ask again",
      content = @Content)
  @ApiResponse(
      responseCode = "429",
      description = "As many event streams are open as may be; Retry-After says when to ask again")
  ResponseEntity<SseEmitter> events(
      @PathVariable @Parameter(example = "1") long id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") @Min(0) long lastEventId,
      HttpMethod method) {
    reader.requireExperiment(id);
    if (streams.hasEnded(id, lastEventId)) {
      return ResponseEntity.noContent().build();
    }
    SseEmitter emitter = new SseEmitter(NEVER);
    return stream(
        MediaType.TEXT_EVENT_STREAM,
        method,
        emitter,
        () -> streams.follow(id, lastEventId, emitter, new ServerSentEvents(emitter)));
  }

  @GetMapping(path = ONE, produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(hidden = true)
  ResponseEntity<ResponseBodyEmitter> progressBar(@PathVariable long id, HttpMethod method) {
    reader.requireExperiment(id);
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(NEVER);
    ProgressBar bar = new ProgressBar(emitter, () -> reader.experiment(id).progress(), json);
    return stream(
        new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8),
        method,
        emitter,
        () -> streams.follow(id, 0, emitter, bar));
  }

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Watch all experiments",
      description =
          """
          Server-sent events from now on, the last few seconds included, or from Last-Event-ID; they \
          do not end. `epoch`, `trial` and `experiment` are those of one experiment with its id in \
          `experimentId`, `deletion` says that it is gone. Who comes back after more than a day \
          reads the list anew: deletions are remembered for so long.""")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "429",
      description = "As many event streams are open as may be; Retry-After says when to ask again")
  ResponseEntity<SseEmitter> allEvents(
      @RequestHeader(name = "Last-Event-ID", required = false) @Min(0) @Nullable Long lastEventId,
      HttpMethod method) {
    SseEmitter emitter = new SseEmitter(NEVER);
    return stream(
        MediaType.TEXT_EVENT_STREAM,
        method,
        emitter,
        () -> streams.followAll(lastEventId, emitter, new ServerSentEvents(emitter)));
  }

  /** For HEAD the headers alone: nobody would ever notice that the client is gone. */
  private static <T extends ResponseBodyEmitter> ResponseEntity<T> stream(
      MediaType type, HttpMethod method, T emitter, Runnable follow) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(type)
            .cacheControl(CacheControl.noCache())
            .header("X-Accel-Buffering", "no");
    if (method.equals(HttpMethod.HEAD)) {
      return answer.build();
    }
    follow.run();
    return answer.body(emitter);
  }
}
