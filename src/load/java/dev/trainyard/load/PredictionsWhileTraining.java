package dev.trainyard.load;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.load.Load.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * One client who asks a trained network again and again, beside a training in the same process that
 * leaves one slot free.
 */
final class PredictionsWhileTraining implements Load.Scenario {
  private static final int WARM_UP = 1500;
  private static final int REQUESTS = 1000;
  private static final int HUNDRED = 100;
  private static final String BOUNDARY = "digits";
  private static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

  /** A request with its body, and what it is called. */
  @SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
  private record Question(String what, String type, byte[] body, int warmUp, int count) {}

  @Override
  public List<Row> run(Path directory) throws Exception {
    List<Question> questions = questions();
    List<Row> rows = new ArrayList<>();
    try (Service service = new Service(Service.REAL, directory, "trainyard.slots=2")) {
      long trained = service.queue("{\"network\":\"cnn-fast\"}");
      service.ended(trained);
      long training = service.queue("{\"network\":\"cnn-fast\",\"training\":{\"epochs\":1000}}");
      while (!service
          .read("/experiments/" + training)
          .path("status")
          .asString()
          .equals("RUNNING")) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      String path = "/experiments/" + trained + "/predictions";
      for (Question question : questions) {
        ask(service, path, question, question.warmUp());
        rows.add(
            new Row(question.what(), ask(service, path, question, question.count()).toString()));
      }
    }
    return rows;
  }

  private static Latencies ask(Service service, String path, Question question, int count)
      throws Exception {
    Latencies latencies = new Latencies();
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      HttpResponse<String> answer = service.post(path, question.type(), question.body());
      latencies.since(begin);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer + ": " + answer.body());
      }
    }
    return latencies;
  }

  private static List<Question> questions() throws IOException {
    LabelledImages digits = TestMnist.dataset().test();
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < HUNDRED; i++) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(digits.picture(i), "png", png);
      files.add(png.toByteArray());
    }
    return List.of(
        new Question("1 PNG of 28x28", "image/png", files.getFirst(), WARM_UP, REQUESTS),
        new Question("1 image as JSON", "application/json", json(digits, 1), WARM_UP, REQUESTS),
        new Question("100 PNGs as a form", FORM, form(files), WARM_UP / 5, REQUESTS / 5),
        new Question(
            "100 images as JSON",
            "application/json",
            json(digits, HUNDRED),
            WARM_UP / 5,
            REQUESTS / 5));
  }

  private static byte[] json(LabelledImages images, int count) {
    StringBuilder json = new StringBuilder("{\"images\":[");
    for (int i = 0; i < count * images.imageSize(); i++) {
      boolean begins = i % images.imageSize() == 0;
      json.append(begins ? (i == 0 ? "[" : "],[") : ",").append(images.pixels()[i] & 0xff);
    }
    return json.append("]]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] form(List<byte[]> files) throws IOException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%d.png\"\r\nContent-Type: image/png\r\n\r\n"
              .formatted(BOUNDARY, i);
      form.write(head.getBytes(StandardCharsets.UTF_8));
      form.write(files.get(i));
      form.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.write("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }
}
