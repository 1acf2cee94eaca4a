package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.engine.Engines;
import dev.trainyard.network.InvalidNetwork;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.TrainingSpec;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Networks over HTTP. */
@RestController
@RequestMapping(path = "/networks", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Networks", description = "What is trained")
class NetworkController {
  private static final String USUAL_DATASET = "mnist";
  private final Datasets datasets;
  private final Engines engines;

  NetworkController(Datasets datasets, Engines engines) {
    this.datasets = datasets;
    this.engines = engines;
  }

  /** A preset in a list. */
  record NetworkOverview(
      String name,
      String title,
      String description,
      long parameters,
      @Schema(
              description = "Those that can be used here and train it",
              example = "[\"fused\",\"dl4j\"]")
          List<String> engines) {}

  /** A preset with the training that it has by default. */
  record NetworkDetails(
      String name,
      String title,
      String description,
      NetworkSpec network,
      NetworkSummary summary,
      TrainingSpec training) {}

  /** Asks for a summary. */
  record SummaryRequest(
      @NotNull @Valid NetworkChoice network,
      @Schema(
              description = "What its input and output are fitted to",
              example = USUAL_DATASET,
              defaultValue = USUAL_DATASET)
          @Nullable String dataset) {}

  @GetMapping
  @Operation(
      summary = "List the networks that have a name",
      description = "Each can be named in an experiment: {\"network\": \"baseline\"}.")
  List<NetworkOverview> list() {
    return Presets.all().stream()
        .map(
            preset ->
                overview(preset, Datasets.fit(preset.network(), datasets.facts(USUAL_DATASET))))
        .toList();
  }

  private NetworkOverview overview(Preset preset, Network network) {
    return new NetworkOverview(
        preset.name(),
        preset.title(),
        preset.description(),
        network.parameters(),
        NetworkSummary.engines(network, engines).stream()
            .filter(engine -> engine.unsupported() == null)
            .map(NetworkSummary.EngineSupport::engine)
            .toList());
  }

  @GetMapping("/{name}")
  @Operation(
      summary = "Show a network layer by layer, with its loss and its default training",
      description =
          "For each layer its shapes, neurons, activation and parameters with the sum worked out, trainable and not; the engines that train it; for the loss its formula, how to read its value and why it fits.")
  NetworkDetails get(@PathVariable @Parameter(example = "baseline") String name) {
    Preset preset =
        Presets.find(name)
            .orElseThrow(
                () ->
                    Refusal.unknown(
                        String.valueOf(
                            new UnknownName("network", name, Presets.names()).getMessage())));
    DatasetFacts facts = datasets.facts(USUAL_DATASET);
    return new NetworkDetails(
        preset.name(),
        preset.title(),
        preset.description(),
        preset.network(),
        NetworkSummary.of(facts.name(), Datasets.fit(preset.network(), facts), engines),
        preset.training());
  }

  @PostMapping("/summary")
  @Operation(
      summary = "Lay out any network layer by layer",
      description =
          "Takes a network as an experiment does, by name or as JSON with its layers, and infers its shapes; nothing is trained or kept. A layer that cannot follow its predecessor is named with both shapes.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              examples = {
                @ExampleObject(name = "a preset", value = "{\"network\": \"lenet\"}"),
                @ExampleObject(
                    name = "an own network",
                    value =
                        """
                        {"network": {"layers": [
                          {"type": "conv2d", "filters": 8, "kernel": 3, "activation": "relu"},
                          {"type": "maxPool2d", "size": 2},
                          {"type": "flatten"},
                          {"type": "dropout", "rate": 0.5},
                          {"type": "dense", "units": 10, "activation": "softmax"}]}}"""),
                @ExampleObject(
                    name = "with batch normalisation",
                    value =
                        """
                        {"network": {"layers": [
                          {"type": "conv2d", "filters": 16, "kernel": 3, "padding": "same", "kernelInitializer": "heNormal"},
                          {"type": "batchNorm", "momentum": 0.9},
                          {"type": "activation", "activation": "leakyRelu"},
                          {"type": "avgPool2d", "size": 2},
                          {"type": "globalAvgPool2d"},
                          {"type": "dense", "units": 10, "activation": "softmax"}]}}""")
              }))
  NetworkSummary summary(@RequestBody SummaryRequest request) {
    String dataset = request.dataset() == null ? USUAL_DATASET : request.dataset();
    try {
      DatasetFacts facts = datasets.facts(dataset);
      return NetworkSummary.of(
          dataset, Datasets.fit(spec(request.network(), facts), facts), engines);
    } catch (UnknownName e) {
      throw Refusal.invalid("dataset", String.valueOf(e.getMessage()));
    } catch (InvalidNetwork e) {
      throw Refusal.invalid("network." + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private static NetworkSpec spec(NetworkChoice choice, DatasetFacts facts) {
    try {
      return choice.spec(facts.classes().size());
    } catch (UnknownName e) {
      throw Refusal.invalid("network", String.valueOf(e.getMessage()));
    }
  }
}
