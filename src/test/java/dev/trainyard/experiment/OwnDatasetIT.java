package dev.trainyard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A dataset of colour images that a user brings, from the upload to the trained network. */
@NullUnmarked
class OwnDatasetIT {
  private static final String EXPERIMENT =
      """
      {"dataset":"clothes","network":{"layers":[
        {"type":"conv2d","filters":8,"kernel":3,"activation":"relu"},{"type":"maxPool2d","size":2},
        {"type":"flatten"},{"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":4,"batchSize":32,"optimizer":{"type":"adam"}}}
      """;

  @TempDir Path directory;

  @Test
  void isTrainedOnWhereItWasBrought() throws Exception {
    try (ServiceProcess service = new ServiceProcess(directory, "trainyard.slots=1").ready()) {
      bring(service);
      assertTrains(service, directory);
      assertGoesWhenNobodyNeedsIt(service);
      assertThat(directory.resolve("datasets/clothes")).doesNotExist();
    }
  }

  @Test
  void isTrainedOnByAnotherMachine() throws Exception {
    String url = Postgres.newDatabase();
    JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
    Path here = Files.createDirectory(directory.resolve("here"));
    Path there = Files.createDirectory(directory.resolve("there"));
    String[] common = {"spring.datasource.url=" + url, "trainyard.poll-interval=100ms"};
    try (ServiceProcess api =
            new ServiceProcess(here, with(common, "trainyard.roles=api")).ready();
        ServiceProcess worker =
            new ServiceProcess(there, with(common, "trainyard.roles=worker")).ready()) {
      bring(api);
      assertWaitsWhileItIsNotThere(api, worker, database);
      assertTrains(api, there);
      assertGoesWhenNobodyNeedsIt(api);
      assertThat(database.sql("select count(*) from dataset_piece").query(Long.class).single())
          .isZero();
    }
  }

  private static String[] with(String[] settings, String more) {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = more;
    return all;
  }

  private static void bring(ServiceProcess service) {
    byte[] zip = ColouredClothes.zip();
    String path = "/datasets?name=clothes&title=Coloured%20clothes&seed=7";
    JsonNode checked = service.upload(path + "&dryRun=true", zip, "application/zip").getBody();
    assertThat(service.get("/datasets").findValuesAsString("name")).doesNotContain("clothes");

    ResponseEntity<JsonNode> answer = service.upload(path, zip, "application/zip");

    assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(201);
    assertThat(answer.getHeaders().getLocation()).hasPath("/datasets/clothes");
    JsonNode clothes = answer.getBody();
    assertThat(clothes).isEqualTo(checked);
    assertThat(clothes.path("imageShape").toString()).isEqualTo("[28,28,3]");
    assertThat(clothes.path("trainImages").asInt()).isEqualTo(2401);
    assertThat(clothes.path("memoryBytes").asInt()).isEqualTo(3000 * 28 * 28 * 3);
    assertThat(service.upload(path, zip, "application/zip").getStatusCode().value()).isEqualTo(409);
    assertThat(service.get("/datasets").findValuesAsString("name")).contains("mnist", "clothes");
    JsonNode details = service.get("/datasets/clothes");
    assertThat(details.path("source").asString()).isEqualTo("the service's database");
    assertThat(details.path("classes")).hasSize(10);
    assertThat(details.at("/test/count").asInt()).isEqualTo(599);
    assertThat(service.answer("/datasets/clothes/samples.png").getStatusCode().value())
        .isEqualTo(200);
  }

  /** What cannot be had now is waited for, and nothing has failed. */
  private static void assertWaitsWhileItIsNotThere(
      ServiceProcess api, ServiceProcess worker, JdbcClient database) {
    database.sql("update dataset_piece set number = number - 1000").update();
    api.post("/experiments", EXPERIMENT);
    worker.await(() -> !api.get("/experiments/1").at("/trials/0/note").isNull());
    JsonNode waiting = api.get("/experiments/1");
    assertThat(waiting.path("status").asString()).isIn("QUEUED", "RUNNING");
    assertThat(waiting.at("/trials/0/note").asString())
        .contains("the dataset clothes could not be fetched", "the service's database");
    assertThat(waiting.at("/trials/0/reason").isNull()).isTrue();
    database.sql("update dataset_piece set number = number + 1000").update();
    api.post("/experiments/1/cancel", "");
    api.delete("/experiments/1");
  }

  private static void assertTrains(ServiceProcess service, Path fetched) {
    JsonNode experiment = service.post("/experiments", EXPERIMENT);
    int id = experiment.path("id").asInt();
    JsonNode done = service.awaitEnd(id);
    assertThat(done.path("status").asString()).as("%s", done).isEqualTo("COMPLETED");
    double accuracy = done.at("/trials/0/best/validationAccuracy").asDouble();
    System.out.printf("3,000 coloured clothes, 4 epochs: %.4f%n", accuracy);
    assertThat(accuracy).isGreaterThan(0.8);
    JsonNode trial = service.get("/experiments/%d/trials/1".formatted(id));
    assertThat(trial.at("/provenance/dataset/source").asString())
        .isEqualTo("the service's database");
    JsonNode labels = service.get("/datasets/clothes/suspicious-labels?confidence=0.5");
    assertThat(labels.path("networks").asInt()).isOne();
    assertThat(labels.path("images").asInt()).isEqualTo(599);
    assertThat(labels.path("suspicious").asInt()).isBetween(1, 100);
    assertThat(fetched.resolve("datasets/clothes/train-images-idx4-ubyte")).isRegularFile();
  }

  private static void assertGoesWhenNobodyNeedsIt(ServiceProcess service) {
    int id = service.get("/experiments").at("/items/0/id").asInt();
    ResponseEntity<JsonNode> needed = service.delete("/datasets/clothes");
    assertThat(needed.getStatusCode().value()).isEqualTo(409);
    assertThat(needed.getBody().path("detail").asString())
        .contains("the dataset clothes is needed by experiment " + id);
    assertThat(service.delete("/datasets/mnist").getStatusCode().value()).isEqualTo(409);
    assertThat(service.delete("/experiments/" + id).getStatusCode().value()).isEqualTo(204);

    assertThat(service.delete("/datasets/clothes").getStatusCode().value()).isEqualTo(204);

    assertThat(service.delete("/datasets/clothes").getStatusCode().value()).isEqualTo(404);
    assertThat(service.answer("/datasets/clothes").getStatusCode().value()).isEqualTo(404);
  }
}
