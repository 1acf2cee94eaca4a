package dev.trainyard.experiment.web;

import dev.trainyard.experiment.Progress;
import dev.trainyard.experiment.ledger.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events for people: a line of text for each, with a bar of how much is done. */
final class ProgressBar implements EventStreams.Writer {
  private static final int WIDTH = 30;

  /** From which on a loss is written with a power of ten. */
  private static final double LONG = 1e6;

  private final ResponseBodyEmitter emitter;
  private final Supplier<Progress> progress;
  private final JsonMapper json;
  private long epochs;

  ProgressBar(ResponseBodyEmitter emitter, Supplier<Progress> progress, JsonMapper json) {
    this.emitter = emitter;
    this.progress = progress;
    this.json = json;
  }

  @Override
  public void write(List<EventLog.Entry> events, boolean latest) throws IOException {
    Progress now = progress.get();
    StringBuilder lines = new StringBuilder();
    for (EventLog.Entry event : events) {
      JsonNode data = json.readTree(event.data());
      String words =
          switch (event.type()) {
            case EPOCH -> epoch(data);
            case TRIAL -> trial(data);
            case EXPERIMENT, DELETION -> data.path("status").asString();
          };
      epochs += event.type() == EventLog.Type.EPOCH ? 1 : 0;
      lines.append(bar(now.epochsTotal())).append(words).append('\n');
    }
    Double left = now.etaSeconds();
    if (latest && left != null) {
      lines.insert(lines.length() - 1, String.format(Locale.ROOT, "; %.0f s left", left));
    }
    emitter.send(lines.toString(), MediaType.TEXT_PLAIN);
  }

  @Override
  public void signOfLife() throws IOException {
    // Nothing that a person would see: the cursor returns to where it is.
    emitter.send("\r", MediaType.TEXT_PLAIN);
  }

  private String bar(long total) {
    double done = total == 0 ? 1 : Math.min(1, epochs / (double) total);
    int filled = (int) (done * WIDTH);
    return "[%s%s] %3d%%  "
        .formatted("#".repeat(filled), "-".repeat(WIDTH - filled), (int) (100 * done));
  }

  private static String epoch(JsonNode data) {
    double loss = data.path("validationLoss").asDouble();
    return String.format(
        Locale.ROOT,
        loss < LONG
            ? "trial %d, epoch %d: validation accuracy %.4f, loss %.4f, %.2f s"
            : "trial %d, epoch %d: validation accuracy %.4f, loss %.4e, %.2f s",
        data.path("trial").asInt(),
        data.path("epoch").asInt(),
        data.path("validationAccuracy").asDouble(),
        loss,
        data.path("seconds").asDouble());
  }

  private static String trial(JsonNode data) {
    String reason = data.path("reason").asString("");
    return "trial %d: %s%s"
        .formatted(
            data.path("trial").asInt(),
            data.path("status").asString(),
            reason.isEmpty() ? "" : ", " + reason);
  }
}
