package dev.trainyard.experiment.web;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.database.DatabaseSize;
import dev.trainyard.experiment.ledger.Checkpoints;
import org.springframework.stereotype.Component;

/** Measures what is on disk. */
@Component
class StorageReader {
  private final DatabaseSize database;
  private final Checkpoints checkpoints;
  private final Datasets datasets;

  StorageReader(DatabaseSize database, Checkpoints checkpoints, Datasets datasets) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.datasets = datasets;
  }

  /** The present state. */
  Storage read() {
    return new Storage(
        database.bytes(), checkpoints.kept(true), checkpoints.kept(false), datasets.bytesOnDisk());
  }
}
