package dev.trainyard.gpu;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.fused.FusedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The engine that is checked: {@code cuda}, or another in its place where there is no card. */
public final class EngineUnderTest {
  /** What the driver's kernel module says of itself. */
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  /** The engine cannot be used on this machine; the message says why. */
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unavailable(String reason) {
      super(reason);
    }
  }

  private EngineUnderTest() {}

  /** Made anew, computing in float32. */
  public static TrainingEngine get() {
    String name = Settings.own().engine();
    return switch (name) {
      case "cuda" -> cuda(false);
      case "fused" -> new FusedEngine();
      default -> throw new Unavailable("there is no engine " + name);
    };
  }

  /** The same with TF32, if the engine can do so. */
  static Optional<TrainingEngine> withTf32() {
    return Settings.own().engine().equals("cuda") ? Optional.of(cuda(true)) : Optional.empty();
  }

  private static TrainingEngine cuda(boolean tf32) {
    List<Path> libraries = Settings.own().libraries().stream().toList();
    return new CudaEngine(libraries, 0, Settings.home().resolve("cache"), tf32);
  }

  /** What there is to compute with. */
  static void describe(Lines lines) throws IOException {
    if (Files.isReadable(DRIVER)) {
      lines.fact("driver", Files.readString(DRIVER).lines().findFirst().orElse(""));
    }
    TrainingEngine engine = get();
    engine
        .unusable()
        .ifPresent(
            reason -> {
              throw new Unavailable(
                  "the engine %s cannot be used: %s".formatted(engine.name(), reason));
            });
    EngineProvenance provenance = engine.provenance();
    lines.fact("engine", engine.name());
    lines.fact("libraries", provenance.blas());
    if (provenance.card() != null) {
      lines.fact("card", provenance.card());
    }
  }
}
