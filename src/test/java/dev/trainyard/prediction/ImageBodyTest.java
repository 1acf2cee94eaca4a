package dev.trainyard.prediction;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.picture.ImageFiles;
import dev.trainyard.settings.Limits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
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

  @Test
  void takesPicturesAsSmallAsTheDatasets() throws IOException {
    BufferedImage picture = new BufferedImage(3, 1, TYPE_INT_RGB);
    picture.setRGB(1, 0, 0xffffff);
    byte[] png = ImageFiles.written(picture, "png", false);
    DatasetFacts rows =
        new DatasetFacts(
            "rows",
            "Rows",
            "Three pixels each.",
            1,
            3,
            1,
            List.of("a", "b"),
            null,
            null,
            List.of(),
            null,
            Composition.WHOLE_PICTURE);
    MockHttpInputMessage message = new MockHttpInputMessage(png);
    message.getHeaders().set("Content-Type", "image/png");

    List<byte[]> images = new ImageBody(message, null, LIMITS).read(rows).asIn(rows);

    assertThat(images).containsExactly(new byte[] {0, (byte) 255, 0});
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
