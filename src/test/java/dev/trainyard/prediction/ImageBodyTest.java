package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.settings.Limits;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.http.MockHttpInputMessage;

@NullUnmarked
class ImageBodyTest {
  private static final Limits LIMITS =
      new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("", Limits.class);

  @Test
  void countsTheImagesThatItBecomesAsItsOwn() {
    assertThat(bytes("image/png", 1000)).isEqualTo(1000 + 784);
    assertThat(bytes("multipart/form-data; boundary=x", 1000)).isEqualTo(1000 + 100 * 784);
    assertThat(bytes("application/json", 1000)).isEqualTo(1000 + 100 * 784);
    assertThat(bytes("image/png", -1)).isEqualTo((10 << 20) + 784);
  }

  private static long bytes(String type, long length) {
    MockHttpInputMessage message = new MockHttpInputMessage(new byte[0]);
    message.getHeaders().set("Content-Type", type);
    if (length >= 0) {
      message.getHeaders().setContentLength(length);
    }
    return new ImageBody(message, null, LIMITS).bytes(BuiltInDatasets.MNIST);
  }
}
