package dev.trainyard.dataset;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Those who published a dataset, at the addresses that its description names.
 *
 * @param patience as that of a {@link MirrorSource}
 */
public record PublisherSource(Duration patience) implements DatasetSource {

  @Override
  public String description() {
    return "its publisher";
  }

  @Override
  public boolean mayHold(DatasetFacts dataset) {
    return !dataset.publishers().isEmpty();
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException {
    for (DataFile file : wanted) {
      fetch(dataset, file, receiver);
    }
  }

  private void fetch(DatasetFacts dataset, DataFile file, Receiver receiver) throws IOException {
    IOException last = new IOException("no address is known");
    for (URI folder : dataset.publishers()) {
      String address = "%s/%s.gz".formatted(MirrorSource.withoutSlash(folder), file.name());
      try {
        MirrorSource.fetch(URI.create(address), patience, file, receiver);
        return;
      } catch (IOException failure) {
        last = failure;
      }
    }
    throw last;
  }
}
