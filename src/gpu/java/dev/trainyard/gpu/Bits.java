package dev.trainyard.gpu;

import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The same seed gives the same bits: again, in company, and after a kill. */
final class Bits {
  private static final int EPOCHS = 2;
  private static final int KILLED = 128 + 9;

  private Bits() {}

  static void check(Lines lines) throws Exception {
    TrainingEngine engine = EngineUnderTest.get();
    List<TrainingPlan> plans =
        Stream.of("hinton-500-300-tuned", "lenet", "cnn-accurate")
            .map(
                name -> Recipe.plan(name, Recipe.few(), 2, training -> training.withEpochs(EPOCHS)))
            .toList();
    List<Watch> first = oneAfterTheOther(engine, plans);
    List<Watch> again = oneAfterTheOther(engine, plans);
    List<Watch> together = Watch.together(engine, plans, Double.MAX_VALUE);
    lines.judge("trained again", same(first, again) == plans.size(), told(same(first, again)));
    lines.judge(
        "three at once as one after the other",
        same(first, together) == plans.size(),
        told(same(first, together)));
    killAndResume(lines);
  }

  private static List<Watch> oneAfterTheOther(TrainingEngine engine, List<TrainingPlan> plans) {
    List<Watch> watches = new ArrayList<>();
    plans.forEach(plan -> watches.add(Watch.train(engine, plan, Double.MAX_VALUE)));
    return watches;
  }

  static int same(List<Watch> one, List<Watch> other) {
    int same = 0;
    for (int i = 0; i < one.size(); i++) {
      same += one.get(i).isSameAs(other.get(i)) ? 1 : 0;
    }
    return same;
  }

  private static String told(int same) {
    return same + " of 3 trainings have equal bits in parameters and optimizer";
  }

  private static void killAndResume(Lines lines) throws Exception {
    Path whole = Files.createTempDirectory("gpu-check");
    Path interrupted = Files.createTempDirectory("gpu-check");
    int uninterrupted = run(Trainee.class, whole, "to-the-end");
    int killed = killInTheMiddle(interrupted);
    Path last = Trainee.latest(interrupted).orElseThrow();
    lines.judge(
        "killed in mid-training",
        killed == KILLED,
        "exit code %d, last checkpoint %s".formatted(killed, last.getFileName()));
    int resumed = run(Trainee.class, interrupted, "to-the-end");
    Path expected = Trainee.latest(whole).orElseThrow();
    Path actual = Trainee.latest(interrupted).orElseThrow();
    boolean equal =
        uninterrupted == 0
            && resumed == 0
            && Objects.equals(expected.getFileName(), actual.getFileName())
            && Files.mismatch(expected, actual) < 0;
    lines.judge(
        "resumed as if it had never stopped",
        equal,
        "%s, %d bytes, %s"
            .formatted(
                actual.getFileName(), Files.size(actual), equal ? "equal" : "not the expected"));
  }

  private static int run(Class<?> main, Path folder, String mode) throws Exception {
    return Jvm.running(Settings.own(), main, folder.toString(), mode)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  /** The trainee says where it stands, and stands there until it is killed. */
  private static int killInTheMiddle(Path folder) throws Exception {
    Process trainee =
        Jvm.running(Settings.own(), Trainee.class, folder.toString(), "to-the-middle")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader told = trainee.inputReader(StandardCharsets.UTF_8)) {
      String line = told.readLine();
      while (line != null && !line.equals(Trainee.IN_THE_MIDDLE)) {
        line = told.readLine();
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    trainee.destroyForcibly();
    return trainee.waitFor();
  }
}
