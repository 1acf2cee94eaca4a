package dev.trainyard.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.Progress;
import dev.trainyard.experiment.ledger.EventLog;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

@NullUnmarked
class ProgressBarTest {

  @ParameterizedTest
  @CsvSource({
    "0.08955657787961789, 0.0896",
    "999999, 999999.0000",
    "3.5e28, 3.5000e+28",
    "0.0, 0.0000"
  })
  void writesALossOfAnySizeInAFewDigits(String loss, String written) throws IOException {
    StringBuilder lines = new StringBuilder();
    ResponseBodyEmitter emitter =
        new ResponseBodyEmitter() {
          @Override
          public void send(Object object, MediaType type) {
            lines.append(object);
          }
        };
    String data =
        "{\"trial\":1,\"epoch\":2,\"validationAccuracy\":0.1,\"validationLoss\":%s,\"seconds\":0.5}"
            .formatted(loss);
    new ProgressBar(emitter, () -> Progress.of(1, 2, null), JsonMapper.shared())
        .write(List.of(new EventLog.Entry(1, EventLog.Type.EPOCH, data)), true);

    assertThat(lines)
        .hasToString(
            "[###############---------------]  50%%  trial 1, epoch 2: validation accuracy 0.1000, loss %s, 0.50 s\n"
                .formatted(written));
  }
}
