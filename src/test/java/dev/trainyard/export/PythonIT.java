package dev.trainyard.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.DebianTool;
import dev.trainyard.catalog.Presets;
import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.engine.RandomPlans;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.engine.TrainingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Python takes the scripts for. */
@NullUnmarked
class PythonIT {
  /** Says the title that each script holds, if it is a literal. */
  private static final String READER =
      """
      import ast, sys
      for path in sys.argv[1:]:
          text = open(path, encoding="utf-8").read()
          tree = ast.parse(text)
          compile(tree, path, "exec")
          for node in tree.body:
              if isinstance(node, ast.Assign) and node.targets[0].id == "ORIGIN":
                  print(ascii(ast.literal_eval(node.value)["title"]))
      """;

  @TempDir private Path directory;

  @Test
  void readsEveryScriptAndTheTitleInItAsText() throws IOException, InterruptedException {
    String python3 = DebianTool.find(List.of("python3"), "python3-minimal").toString();
    List<String> command = new ArrayList<>(List.of(python3, "-c", READER));
    for (TrainedModel model : models()) {
      Path script = directory.resolve(command.size() + ".py");
      Files.writeString(
          script,
          KerasScript.of(model, Samples.origin(model, Samples.HOSTILE, BuiltInDatasets.MNIST)));
      command.add(script.toString());
    }

    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(python.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .hasSize(command.size() - 3)
        .containsOnly(
            "'\"\"\"\\' \\\\u000a \\\\\" */ // # {{ x }} {% y %} $(z) `id` \\xe9 \\u4e2d \\U0001f600 \\u202e%s %n\\\\'");
  }

  /** All presets, and networks with every optimizer and schedule. */
  private static List<TrainedModel> models() {
    List<TrainedModel> models = new ArrayList<>(Presets.all().stream().map(Samples::of).toList());
    IntStream.range(0, 60)
        .mapToObj(number -> RandomPlans.of(number, 0))
        .map(PythonIT::model)
        .forEach(models::add);
    return models;
  }

  private static TrainedModel model(TrainingPlan plan) {
    return Samples.model(plan.network(), plan.training(), 1);
  }
}
