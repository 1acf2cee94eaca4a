package dev.trainyard.results;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    List<Long> ids = new ArrayList<>();
    for (Question question : questions) {
      ids.add(service.post(question.experiment()));
    }
    Page page = new Page();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      Answer answer = Answer.of(ids.get(i), service);
      page.answered(question, answer);
      if (question.together() != null) {
        page.answeredTogether(
            question, answer, service.get("/experiments/" + ids.get(i) + "/ensemble"));
      }
      System.out.println(page.lastRow());
    }
    Files.writeString(Path.of(arguments[2]), page.markdown());
  }

  private static List<Question> questions(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> Question.of(file.getFileName().toString(), JSON.readTree(file.toFile())))
          .toList();
    }
  }
}
