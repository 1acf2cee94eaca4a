package dev.trainyard.experiment.web;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.database.DatabaseSize;
import dev.trainyard.experiment.evidence.PredictionRows;
import dev.trainyard.experiment.ledger.Checkpoints;
import org.springframework.stereotype.Component;

/** Measures what is on disk. */
@Component
class StorageReader {
  private final DatabaseSize database;
  private final Checkpoints checkpoints;
  private final PredictionRows predictions;
  private final Datasets datasets;

  StorageReader(
      DatabaseSize database,
      Checkpoints checkpoints,
      PredictionRows predictions,
      Datasets datasets) {
    this.predictions = predictions;
    this.database = database;
    this.checkpoints = checkpoints;
    this.datasets = datasets;
  }

  /** The present state. */
  Storage read() {
    return new Storage(
        database.bytes(),
        checkpoints.kept(true),
        checkpoints.kept(false),
        predictions.kept(),
        datasets.bytesOnDisk());
  }
}
