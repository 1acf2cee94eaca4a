package dev.trainyard.export;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainedModel;
import dev.trainyard.experiment.Experiments;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.TrainedModels;
import dev.trainyard.experiment.TrialView;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.web.AnswerFormat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands trained networks out over HTTP. */
@RestController
@Tag(name = "Experiments")
class ModelController {
  private final TrainedModels models;
  private final Experiments experiments;
  private final Datasets datasets;
  private final Engines engines;
  private final String version;

  ModelController(
      TrainedModels models,
      Experiments experiments,
      Datasets datasets,
      Engines engines,
      WorkSettings settings) {
    this.models = models;
    this.experiments = experiments;
    this.datasets = datasets;
    this.engines = engines;
    this.version = settings.version();
  }

  @GetMapping(
      path = "/experiments/{id}/trials/{trial}/model",
      produces = {
        ModelFormat.ZIP_TYPE,
        ModelFormat.ONNX_TYPE,
        ModelFormat.SAFETENSORS_TYPE,
        ModelFormat.PYTHON_TYPE,
        ModelFormat.JAVA_TYPE
      })
  @Operation(
      summary = "Download the network that a trial has trained, as a file or as code",
      description =
          """
          As `format` says, else as the header Accept does. `dl4j-zip` is what DL4J's `ModelSerializer` \
          writes: plain DL4J opens it with `restoreMultiLayerNetwork`; it takes images as [batch, channels, \
          height, width] with pixels from 0 to 1. `onnx` is the network with its scaling of pixels for any \
          runtime: `images`, bytes from 0 to 255 [batch, channels, height, width], become `probabilities` \
          [batch, classes]. `safetensors` is the parameters alone, named and laid out as Keras has them. \
          `keras` is a Python script that rebuilds the network in Keras 3, trains it, and scores the \
          safetensors file beside it; `dl4j` a Java class that rebuilds and trains it with DL4J. While the \
          trial runs, it is the network after the last epoch that has ended, in the zip with the \
          optimizer's state; of a completed trial the optimizer's state is not kept, nor is it of the \
          best epoch. The best epoch is the one with the highest validation accuracy, or by the metric of \
          `training.earlyStopping`.""")
  @ApiResponse(
      responseCode = "200",
      description = "The network",
      content = {
        @Content(
            mediaType = ModelFormat.ZIP_TYPE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(
            mediaType = ModelFormat.ONNX_TYPE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(
            mediaType = ModelFormat.SAFETENSORS_TYPE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = ModelFormat.PYTHON_TYPE, schema = @Schema(type = "string")),
        @Content(mediaType = ModelFormat.JAVA_TYPE, schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "404", description = "There is no such trial, or it has no epoch yet")
  @ApiResponse(
      responseCode = "409",
      description = "DL4J cannot train the network, so there is no Java class for it")
  ResponseEntity<byte[]> model(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "1") int trial,
      @Parameter(
              description =
                  "After which epoch; left out: the best with earlyStopping.restoreBest, else the last")
          @RequestParam(required = false)
          @Nullable ModelEpoch epoch,
      @Parameter(description = "As what; left out: as Accept says, else dl4j-zip")
          @RequestParam(required = false)
          @Nullable ModelFormat format,
      @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE)
          @Parameter(hidden = true)
          String accept)
      throws IOException, HttpMediaTypeNotAcceptableException {
    ModelFormat chosen =
        format == null ? AnswerFormat.preferred(accept, ModelFormat.class) : format;
    TrainedModel model = models.find(id, trial, epoch);
    TrialView view = experiments.trial(id, trial);
    ModelOrigin origin =
        ModelOrigin.of(
            model, experiments.title(id), view, datasets.facts(view.spec().dataset()), version);
    return chosen
        .answer()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(chosen.fileName(origin)).build().toString())
        .body(bytes(chosen, model, origin));
  }

  private byte[] bytes(ModelFormat format, TrainedModel model, ModelOrigin origin)
      throws IOException {
    return switch (format) {
      case DL4J_ZIP -> zip(model);
      case ONNX -> OnnxWriter.bytes(model, origin);
      case SAFETENSORS -> Safetensors.bytes(KerasTensors.of(model), origin.metadata());
      case KERAS -> KerasScript.of(model, origin).getBytes(StandardCharsets.UTF_8);
      case DL4J -> java(model, origin).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] zip(TrainedModel model) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    engines.reference().write(model, zip);
    return zip.toByteArray();
  }

  private String java(TrainedModel model, ModelOrigin origin) {
    engines
        .reference()
        .unsupported(model.network(), model.training())
        .ifPresent(
            reason -> {
              throw Refusal.conflict("DL4J cannot train this network: " + reason);
            });
    return Dl4jSource.of(model, origin);
  }
}
