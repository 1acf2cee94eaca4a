package dev.trainyard.catalog;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EngineStanding;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What trains, over HTTP. */
@RestController
@RequestMapping(path = "/engines", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Networks")
class EngineController {
  private final Engines engines;

  EngineController(Engines engines) {
    this.engines = engines;
  }

  /** An engine on the machine that answers. */
  record EngineDetails(
      @Schema(description = "As in training.engine", example = "fused") String name,
      @Schema(description = "Whether this machine has what the engine needs") boolean usable,
      @Schema(
              description = "Why it cannot be used, and what would help; null where it can",
              example = "oneDNN is not there for windows-arm64")
          @Nullable String reason,
      @Schema(description = "Whether auto takes it for whatever it can train") boolean preferred,
      @Schema(
              description =
                  "The library whose layers and updates it runs; null, as all that follows, where it cannot be used",
              example = "DL4J 1.0.0-M2.1")
          @Nullable String library,
      @Schema(
              description = "What multiplies matrices, and how where there is a choice",
              example = "oneDNN 2.5.2")
          @Nullable String blas,
      @Schema(
              description =
                  "The card that it computes on, with its architecture and memory; null where it computes on the processor")
          @Nullable String card,
      @Schema(description = "Threads that one trial keeps busy at most", example = "8")
          @Nullable Integer threads) {

    static EngineDetails of(EngineStanding standing, boolean preferred) {
      Optional<EngineProvenance> provenance = Optional.ofNullable(standing.provenance());
      return new EngineDetails(
          standing.engine(),
          provenance.isPresent(),
          standing.unusable(),
          preferred,
          provenance.map(EngineProvenance::library).orElse(null),
          provenance.map(EngineProvenance::blas).orElse(null),
          provenance.map(EngineProvenance::card).orElse(null),
          provenance.map(EngineProvenance::threads).orElse(null));
    }
  }

  @GetMapping
  @Operation(
      summary = "List the engines that train, and whether this machine has what they need",
      description =
          "In the order in which auto prefers them. They are those of the process that answers: another process that trains may have others.")
  List<EngineDetails> list() {
    Optional<TrainingEngine> preferred = engines.usable().stream().findFirst();
    return engines.all().stream()
        .map(
            engine ->
                EngineDetails.of(
                    EngineStanding.of(engine), preferred.filter(engine::equals).isPresent()))
        .toList();
  }
}
