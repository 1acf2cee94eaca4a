package dev.trainyard.experiment.web;

import dev.trainyard.experiment.ledger.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Events for programs: {@code text/event-stream}, numbered, with JSON as data. */
record ServerSentEvents(SseEmitter emitter) implements EventStreams.Writer {

  @Override
  public void write(List<EventLog.Entry> events, boolean latest) throws IOException {
    for (EventLog.Entry event : events) {
      emitter.send(
          SseEmitter.event()
              .id(String.valueOf(event.number()))
              .name(event.type().name().toLowerCase(Locale.ROOT))
              .data(event.data(), MediaType.TEXT_PLAIN));
    }
  }

  @Override
  public void signOfLife() throws IOException {
    emitter.send(SseEmitter.event().comment("still here"));
  }
}
