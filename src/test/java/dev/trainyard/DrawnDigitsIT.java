package dev.trainyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.picture.Bitmap;
import dev.trainyard.picture.DrawnDigits;
import dev.trainyard.picture.ImageFiles;
import dev.trainyard.picture.Likeness;
import dev.trainyard.picture.UnusableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** A network that was trained on MNIST reads digits that were drawn, and MNIST's own. */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrawnDigitsIT extends ServiceOnRealDigits {
  private static final int EACH = 10;
  private static final String BOUNDARY = "digits";

  private String experiment;

  @BeforeAll
  void train() {
    experiment =
        "/experiments/"
            + service
                .successful(HttpMethod.POST, "/experiments", "{\"network\":\"cnn-fast\"}")
                .path("id")
                .asLong();
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> service.read(experiment).path("status").asString().equals("COMPLETED"));
  }

  @Test
  void readsNineOfTenDrawings() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      for (int variant = 0; variant < EACH; variant++) {
        files.add(ImageFiles.written(DrawnDigits.draw(digit, variant), "png", false));
      }
    }

    JsonNode predictions = predicted("", files);

    int right = 0;
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      JsonNode one = predictions.path(i);
      if (one.path("label").asString().equals(String.valueOf(i / EACH))) {
        right++;
      } else {
        wrong.add("%d/%d as %s".formatted(i / EACH, i % EACH, one.path("label").asString()));
      }
    }
    System.out.printf(Locale.ROOT, "%d of 100 drawn digits are right; wrong: %s%n", right, wrong);
    assertThat(right).as("%s", wrong).isGreaterThanOrEqualTo(90);
  }

  @Test
  void takesMnistsOwnDigitsAsTheyAre() throws UnusableImage {
    LabelledImages test = TestMnist.dataset().test();
    Likeness likeness = new Likeness(BuiltInDatasets.MNIST);
    for (int i = 0; i < test.count(); i++) {
      assertThat(likeness.of(bitmap(test, i, 1, false)))
          .as("image %d", i)
          .isEqualTo(Arrays.copyOfRange(test.pixels(), i * 784, (i + 1) * 784));
    }
  }

  /** Enlarged and dark on light they have to be found, cropped and centred again. */
  @Test
  void readsMnistsDigitsAsWellWhenTheyAreEnlargedAndInverted() throws UnusableImage {
    LabelledImages test = TestMnist.dataset().test();
    Likeness likeness = new Likeness(BuiltInDatasets.MNIST);
    int count = 500;
    int asTheyAre = 0;
    int asDrawings = 0;
    for (int first = 0; first < count; first += 100) {
      int[] hundred = new int[100];
      List<byte[]> digits = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        hundred[i] = first + i;
        digits.add(likeness.of(bitmap(test, first + i, 7, true)));
      }
      asTheyAre += right(test.only(hundred).pixels(), test, first);
      asDrawings += right(joined(digits), test, first);
    }
    System.out.printf(
        Locale.ROOT,
        "of %d test images %d are right, and %d when enlarged and inverted%n",
        count,
        asTheyAre,
        asDrawings);
    assertThat(asDrawings).isGreaterThanOrEqualTo(asTheyAre - 10);
  }

  private int right(byte[] pixels, LabelledImages test, int first) {
    StringBuilder json = new StringBuilder("{\"images\":[");
    for (int i = 0; i < pixels.length; i++) {
      json.append(i % 784 == 0 ? (i == 0 ? "[" : "],[") : ",").append(pixels[i] & 0xff);
    }
    ResponseEntity<JsonNode> answer =
        service.call(HttpMethod.POST, experiment + "/predictions", json.append("]]}").toString());
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    int right = 0;
    for (int i = 0; i < 100; i++) {
      int label = answer.getBody().path("predictions").path(i).path("label").asInt();
      right += label == test.label(first + i) ? 1 : 0;
    }
    return right;
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(part -> all.write(part, 0, part.length));
    return all.toByteArray();
  }

  private static Bitmap bitmap(LabelledImages images, int index, int scale, boolean inverted) {
    int side = 28 * scale;
    int[] argb = new int[side * side];
    for (int i = 0; i < argb.length; i++) {
      int value = images.pixels()[index * 784 + i / side / scale * 28 + i % side / scale] & 0xff;
      argb[i] = 0xff000000 | (inverted ? 255 - value : value) * 0x010101;
    }
    return new Bitmap(side, side, argb);
  }

  private JsonNode predicted(String query, List<byte[]> files) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      form.write(
          "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%d.png\"\r\n\r\n"
              .formatted(BOUNDARY, i)
              .getBytes(StandardCharsets.UTF_8));
      form.write(files.get(i));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    ResponseEntity<JsonNode> answer =
        service.upload(
            experiment + "/predictions" + query,
            form.toByteArray(),
            "multipart/form-data; boundary=" + BOUNDARY);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(200);
    return answer.getBody().path("predictions");
  }
}
