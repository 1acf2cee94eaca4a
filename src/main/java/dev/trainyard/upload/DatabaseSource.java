package dev.trainyard.upload;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.DatasetSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** The database that all processes of the service share, where own datasets are kept. */
@Component
class DatabaseSource implements DatasetSource {
  private final StoredDatasets stored;

  DatabaseSource(StoredDatasets stored) {
    this.stored = stored;
  }

  @Override
  public String description() {
    return "the service's database";
  }

  @Override
  public boolean mayHold(DatasetFacts dataset) {
    return !BuiltInDatasets.has(dataset.name());
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException {
    List<DataFile> files = dataset.files();
    for (DataFile file : wanted) {
      try (InputStream in = stored.open(dataset.name(), files.indexOf(file))) {
        receiver.receive(file, in);
      }
    }
  }
}
