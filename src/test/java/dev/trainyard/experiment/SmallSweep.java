package dev.trainyard.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Five cells and three replicates of a small network, and what nothing but time can change. */
@NullUnmarked
final class SmallSweep {
  static final int TRIALS = 15;
  static final int EPOCHS_OF_A_TRIAL = 6;
  static final int EPOCHS = TRIALS * EPOCHS_OF_A_TRIAL;

  /**
   * With an optimizer that has a state, dropout, images that are held out and an average of the
   * weights: all must survive. A quarter of the images is enough to be interrupted in.
   */
  static final String REQUEST =
      """
      {"network":{"layers":[{"type":"flatten"},{"type":"dense","units":16,"activation":"relu"},
        {"type":"dropout","rate":0.1},{"type":"dense","units":10,"activation":"softmax"}]},
       "training":{"epochs":6,"optimizer":{"type":"adam"},"averaging":{"decay":0.99,"fromEpoch":3},
         "validation":{"source":"holdout","fraction":0.75}},
       "sweep":{"training.l2":[0.000001,0.00001,0.0001,0.0003,0.001]},"replicates":3}
      """;

  /** Its first two cells, for what happens once and early. */
  static final String TWO_CELLS = REQUEST.replace(",0.0001,0.0003,0.001", "");

  static final int TRIALS_OF_TWO_CELLS = 6;

  private SmallSweep() {}

  /** The curves of a run that nothing disturbs, in one process that nobody kills. */
  static JsonNode undisturbedCurves() {
    return Undisturbed.CURVES;
  }

  /** Those of the first two cells alone: what else is in the sweep changes no trial. */
  static JsonNode undisturbedCurvesOfTwoCells() {
    ArrayNode curves = (ArrayNode) Undisturbed.CURVES.deepCopy();
    while (curves.size() > TRIALS_OF_TWO_CELLS) {
      curves.remove(TRIALS_OF_TWO_CELLS);
    }
    return curves;
  }

  /** An experiment's curves without the durations, the only thing that may differ. */
  static JsonNode curves(ServiceProcess service, int experiment) {
    JsonNode curves = service.get("/experiments/%d/curves".formatted(experiment));
    for (JsonNode trial : curves.path("trials")) {
      trial.path("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
    }
    return curves.path("trials");
  }

  private static final class Undisturbed {
    static final JsonNode CURVES = train();

    private static JsonNode train() {
      try {
        Path directory = Files.createTempDirectory("undisturbed");
        try (ServiceProcess service =
            ServiceProcess.first(directory, "trainyard.slots=2").ready()) {
          service.post("/experiments", REQUEST);
          service.awaitEnd(1);
          JsonNode curves = curves(service, 1);
          service.terminate(ServiceProcess.PATIENCE);
          return curves;
        } finally {
          FileSystemUtils.deleteRecursively(directory);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
