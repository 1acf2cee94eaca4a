package dev.trainyard.scoring;

import dev.trainyard.engine.Engines;
import dev.trainyard.experiment.ModelEpoch;
import dev.trainyard.experiment.TrainedModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands trained networks out over HTTP. */
@RestController
@Tag(name = "Experiments")
class ModelController {
  private static final String ZIP = "application/zip";

  private final TrainedModels models;
  private final Engines engines;

  ModelController(TrainedModels models, Engines engines) {
    this.models = models;
    this.engines = engines;
  }

  @GetMapping(path = "/experiments/{id}/trials/{trial}/model", produces = ZIP)
  @Operation(
      summary = "Download the network that a trial has trained",
      description =
          """
          The zip of DL4J's `ModelSerializer`: plain DL4J opens it with `restoreMultiLayerNetwork`. \
          It takes images as [batch, channels, height, width] with pixels from 0 to 1. While the trial \
          runs, it is the network after the last epoch that has ended, with the optimizer's state; of \
          a completed trial the optimizer's state is not kept, nor is it of the best epoch. The best epoch is \
          the one with the highest validation accuracy, or by the metric of `training.earlyStopping`.""")
  @ApiResponse(
      responseCode = "200",
      description = "The network",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(responseCode = "404", description = "There is no such trial, or it has no epoch yet")
  ResponseEntity<byte[]> model(
      @PathVariable @Parameter(example = "1") long id,
      @PathVariable @Parameter(example = "1") int trial,
      @Parameter(
              description =
                  "After which epoch; left out: the best with earlyStopping.restoreBest, else the last")
          @RequestParam(required = false)
          @Nullable ModelEpoch epoch)
      throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    engines.reference().write(models.find(id, trial, epoch), zip);
    String name = "experiment-%d-trial-%d.zip".formatted(id, trial);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(zip.toByteArray());
  }
}
