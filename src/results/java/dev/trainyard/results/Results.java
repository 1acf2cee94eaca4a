package dev.trainyard.results;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts every question, waits for the answers and writes the page.
 *
 * <p>A question that was posted before is not trained again: its idempotency key is its own text.
 *
 * <p>Usage: address of the service, directory of the questions, page to write
 */
final class Results {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Results() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    Service service = new Service(URI.create(arguments[0]), JSON);
    List<Question> questions = questions(Path.of(arguments[1]));
    List<JsonNode> experiments = new ArrayList<>();
    for (Question question : questions) {
      experiments.add(service.post(question.experiment()));
    }
    Page page = new Page(commit());
    for (int i = 0; i < questions.size(); i++) {
      long id = experiments.get(i).path("id").asLong();
      JsonNode experiment = service.finished(id);
      page.add(questions.get(i), experiment, service.get("/experiments/" + id + "/sweep"));
      page.provenance(service.get("/experiments/" + id + "/trials/1").path("provenance"));
      System.out.println(page.lastRow());
    }
    Files.writeString(Path.of(arguments[2]), page.markdown());
  }

  private static String commit() throws IOException {
    Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static List<Question> questions(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> Question.of(JSON.readTree(file.toFile())))
          .toList();
    }
  }
}
