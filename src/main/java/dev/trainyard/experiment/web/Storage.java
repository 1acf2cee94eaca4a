package dev.trainyard.experiment.web;

import dev.trainyard.experiment.evidence.PredictionRows;
import dev.trainyard.experiment.ledger.Checkpoints;
import io.swagger.v3.oas.annotations.media.Schema;

/** What the service takes up on disk. */
record Storage(
    @Schema(
            description =
                "Size of the database; models and checkpoints are in it, and room of deleted ones that it will use again")
        long databaseBytes,
    @Schema(description = "Completed trials: the parameters of their last and best epochs")
        Checkpoints.Kept models,
    @Schema(description = "All other trials: parameters and optimizer state, to go on from")
        Checkpoints.Kept checkpoints,
    @Schema(description = "What the networks of completed trials say of each image")
        PredictionRows.Kept predictions,
    @Schema(description = "Datasets in the data directory of the process that answers")
        long datasetBytes) {}
