package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.picture.DrawnDigits;
import dev.trainyard.picture.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** Networks trained for real, asked over HTTP what they take images for. */
@OnH2
@NullUnmarked
class PredictionsOnH2IT extends ServiceTest {
  private static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":6,"activation":"relu"},
        {"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":3,"batchSize":8%s},"replicates":3}""";

  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** A machine that has other work takes longer now and then, not each time. */
  private static final int TRIES = 3;

  private static final String FORM = "multipart/form-data; boundary=x";

  @BeforeEach
  void trainForReal() {
    engines.trainForReal();
  }

  @Test
  void averagesTheTrialsAndCountsTheirVotes() {
    String experiment = train("");
    String images = pixels(20, 1);

    JsonNode together = predicted(experiment + "/predictions", images);

    double[][] sums = new double[20][10];
    int[][] votes = new int[20][10];
    for (int trial = 1; trial <= 3; trial++) {
      JsonNode alone = predicted(experiment + "/trials/" + trial + "/predictions", images);
      assertThat(alone.at("/members/0/trial").asInt()).isEqualTo(trial);
      assertThat(alone.at("/members/0/epoch").asInt()).isEqualTo(3);
      for (int i = 0; i < 20; i++) {
        JsonNode prediction = alone.path("predictions").path(i);
        votes[i][prediction.path("label").asInt()]++;
        for (JsonNode one : prediction.path("classes")) {
          sums[i][one.path("label").asInt()] += one.path("probability").asDouble();
        }
      }
    }
    assertThat(together.path("members").size()).isEqualTo(3);
    for (int i = 0; i < 20; i++) {
      JsonNode prediction = together.path("predictions").path(i);
      double before = 1;
      for (JsonNode one : prediction.path("classes")) {
        double probability = one.path("probability").asDouble();
        assertThat(probability)
            .isCloseTo(sums[i][one.path("label").asInt()] / 3, within(1e-6))
            .isLessThanOrEqualTo(before);
        before = probability;
      }
      assertThat(prediction.path("classes").size()).isEqualTo(10);
      assertThat(prediction.path("label")).isEqualTo(prediction.at("/classes/0/label"));
      assertThat(prediction.path("probability")).isEqualTo(prediction.at("/classes/0/probability"));
      for (JsonNode vote : prediction.path("votes")) {
        assertThat(vote.path("trials").asInt()).isEqualTo(votes[i][vote.path("label").asInt()]);
      }
    }
  }

  @Test
  void readsFilesOneByOneOrAsAForm() throws IOException {
    String path = train("") + "/predictions";
    byte[] png = ImageFiles.written(DrawnDigits.draw(3, 1), "png", false);
    byte[] jpeg = ImageFiles.written(DrawnDigits.draw(5, 0), "jpeg", false);

    JsonNode first = posted(path, png, "image/png").path("predictions").path(0);
    JsonNode second = posted(path, jpeg, "image/jpeg").path("predictions").path(0);
    JsonNode both = posted(path, form(List.of(png, jpeg)), FORM).path("predictions");

    assertThat(both.size()).isEqualTo(2);
    assertAlike(both.path(0), first);
    assertAlike(both.path(1), second);
    assertThat(both.path(1).path("name").asString()).isEqualTo("1.png");
    assertThat(first.path("name").isNull()).isTrue();
  }

  @Test
  void returnsWhatTheNetworksSaw() throws IOException {
    String path = train("") + "/predictions?include=input";
    byte[] png = ImageFiles.written(DrawnDigits.draw(4, 1), "png", false);

    JsonNode prediction = posted(path, png, "image/png").path("predictions").path(0);

    String input = prediction.path("input").asString();
    assertThat(input).startsWith("data:image/png;base64,");
    byte[] file = Base64.getDecoder().decode(input.substring(input.indexOf(',') + 1));
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(seen.getWidth()).isEqualTo(28);
    assertThat(seen.getRGB(0, 0) & 0xff).isZero();
    assertAlike(posted(path, file, "image/png").path("predictions").path(0), prediction);
  }

  @Test
  void calibratesEachNetworkByATemperature() {
    for (String validation :
        List.of("", ",\"validation\":{\"source\":\"holdout\",\"fraction\":0.3}")) {
      String path = train(validation) + "/trials/2/predictions";
      JsonNode raw = predicted(path, pixels(1, 2));
      JsonNode calibrated = predicted(path + "?calibrated=true", pixels(1, 2));

      double temperature = calibrated.at("/members/0/temperature").asDouble();
      assertThat(raw.at("/members/0/temperature").isNull()).isTrue();
      assertThat(temperature).isBetween(0.04, 20.0);
      JsonNode before = raw.at("/predictions/0/classes");
      JsonNode after = calibrated.at("/predictions/0/classes");
      double rawOdds = Math.log(odds(before));
      assertThat(Math.log(odds(after))).isCloseTo(rawOdds / temperature, within(1e-3));
      assertThat(after.at("/0/label")).isEqualTo(before.at("/0/label"));
    }
  }

  private static double odds(JsonNode classes) {
    return classes.at("/0/probability").asDouble() / classes.at("/1/probability").asDouble();
  }

  @Test
  void averagesOverShifts() {
    String path = train("") + "/trials/1/predictions";
    int[] image = new Random(3).ints(784, 0, 256).toArray();
    for (int i = 0; i < 784; i++) {
      boolean isBorder = i / 28 < 2 || i / 28 > 25 || i % 28 < 2 || i % 28 > 25;
      image[i] = isBorder ? 0 : image[i];
    }
    double[] sums = new double[10];
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        int[] moved = new int[784];
        for (int i = 0; i < 784; i++) {
          int from = i - 28 * down - right;
          moved[i] = from < 0 || from >= 784 ? 0 : image[from];
        }
        for (JsonNode one : predicted(path, json(List.of(moved))).at("/predictions/0/classes")) {
          sums[one.path("label").asInt()] += one.path("probability").asDouble() / 9;
        }
      }
    }

    JsonNode answer = predicted(path + "?shifts=1", json(List.of(image)));

    assertThat(answer.path("shifts").asInt()).isEqualTo(1);
    for (JsonNode one : answer.at("/predictions/0/classes")) {
      assertThat(one.path("probability").asDouble())
          .isCloseTo(sums[one.path("label").asInt()], within(1e-5));
    }
  }

  @Test
  void saysWhatIsThereToBeAsked() {
    String experiment = train("");
    refuses("/experiments/999999/predictions", pixels(1, 1), 404, "no experiment 999999");
    refuses(experiment + "/trials/9/predictions", pixels(1, 1), 404, "no trial 9");
    assertThat(
            predicted(experiment + "/predictions?epoch=last", pixels(1, 1)).path("members").size())
        .isEqualTo(3);

    engines.followTheScript();
    engine.holdInEpoch(1);
    String untrained = submit(REQUEST.formatted(""));
    refuses(untrained + "/predictions", pixels(1, 1), 409, "has no completed trial yet");
    refuses(
        untrained + "/trials/1/predictions",
        pixels(1, 1),
        409,
        "has no model before its first epoch has ended");
  }

  @Test
  void refusesBodiesThatAreNoImages() throws IOException {
    String path = train("") + "/predictions";
    byte[] png = ImageFiles.written(DrawnDigits.draw(3, 1), "png", false);
    refuses(path, "{\"images\":[]}", 400, "images: must not be empty");
    refuses(path, "{}", 400, "images:");
    refuses(path, json(List.of(new int[5])), 400, "images[0]: must have 784 values");
    refuses(
        path,
        json(List.of(new int[784], replaced(4, 256))),
        400,
        "images[1][4]: must be from 0 (black) to 255, not 256");
    refuses(path, json(List.of(replaced(4, 9), new int[784])), 400, "images[1]: is blank");
    refuses(path + "?shifts=3", pixels(1, 1), 400, "shifts: must be");
    refuses(path + "?include=all", pixels(1, 1), 400, "include: must be");
    refuses(path, png, "text/plain", 415, "image/png");
    refuses(path, "x".getBytes(StandardCharsets.UTF_8), "image/png", 400, "body: is not a PNG");
    refuses(path, new byte[0], "image/png", 400, "body: is empty");
    refuses(path, png, "multipart/form-data", 400, "body: is not a whole form");
    refuses(path, png, FORM, 400, "body: has no file");
    byte[] cut = Arrays.copyOf(form(List.of(png)), 300);
    refuses(path, cut, FORM, 400, "body: is not a whole form");
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      many.add(png);
    }
    refuses(path, form(many), FORM, 413, "more than 100 files");
    refuses(
        path,
        form(List.of(png, new byte[] {1, 2, 3})),
        FORM,
        400,
        "files[1]: (1.png) is not a PNG, JPEG, WebP or GIF");
    refuses(path, new byte[11 << 20], "image/png", 413, "TRAINYARD_LIMITS_IMAGES_SIZE");
  }

  @Test
  void refusesWhatMeansNoGoodAtOnce() throws IOException {
    String path = train("") + "/predictions";
    for (Map.Entry<String, byte[]> file : ImageFiles.hostile().entrySet()) {
      Duration time = LONGEST;
      for (int i = 0; i < TRIES && time.compareTo(LONGEST) >= 0; i++) {
        long begin = System.nanoTime();
        ResponseEntity<JsonNode> answer = service.upload(path, file.getValue(), "image/png");
        time = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer.getStatusCode().value())
            .as("%s: %s", file.getKey(), answer)
            .isIn(400, 413);
        assertThat(answer.getBody().path("detail").asString()).startsWith("body: ");
      }
      assertThat(time).as(file.getKey()).isLessThan(LONGEST);
    }
  }

  private static void assertAlike(JsonNode one, JsonNode other) {
    for (int k = 0; k < 10; k++) {
      JsonNode of = one.path("classes").path(k);
      assertThat(of.path("label")).isEqualTo(other.path("classes").path(k).path("label"));
      assertThat(of.path("probability").asDouble())
          .isCloseTo(other.path("classes").path(k).path("probability").asDouble(), within(1e-6));
    }
  }

  private void refuses(String path, String json, int status, String detail) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, path, json);
    assertThat(answer.getStatusCode().value()).as("%s: %s", path, answer).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asString()).contains(detail);
  }

  private void refuses(String path, byte[] body, String type, int status, String detail) {
    ResponseEntity<JsonNode> answer = service.upload(path, body, type);
    assertThat(answer.getStatusCode().value()).as("%s: %s", path, answer).isEqualTo(status);
    assertThat(answer.getBody().path("detail").asString()).contains(detail);
  }

  private JsonNode predicted(String path, String json) {
    return service.successful(HttpMethod.POST, path, json);
  }

  private JsonNode posted(String path, byte[] body, String type) {
    ResponseEntity<JsonNode> answer = service.upload(path, body, type);
    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(200);
    return answer.getBody();
  }

  private String train(String training) {
    String experiment = submit(REQUEST.formatted(training));
    awaitStatus(experiment, "COMPLETED");
    return experiment;
  }

  private static int[] replaced(int place, int value) {
    int[] image = new int[784];
    image[place] = value;
    return image;
  }

  private static String pixels(int count, long seed) {
    Random random = new Random(seed);
    List<int[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(random.ints(784, 0, 256).toArray());
    }
    return json(images);
  }

  private static String json(List<int[]> images) {
    List<String> arrays = images.stream().map(Arrays::toString).toList();
    return "{\"images\":[" + String.join(",", arrays) + "]}";
  }

  private static byte[] form(List<byte[]> files) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      form.write(
          "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%d.png\"\r\n\r\n"
              .formatted(i)
              .getBytes(StandardCharsets.UTF_8));
      form.write(files.get(i));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--x--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }
}
