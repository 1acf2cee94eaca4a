package dev.trainyard.catalog;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.network.InvalidNetwork;
import dev.trainyard.network.Network;
import dev.trainyard.network.NetworkSpec;
import dev.trainyard.network.Shape;
import dev.trainyard.refusal.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The datasets that can be asked for by name. */
@Component
public class Datasets {
  private static final List<DatasetFacts> KNOWN = BuiltInDatasets.ALL;

  private final DatasetStore store;
  private final OwnDatasets own;

  /** The datasets of the service and those that users have brought, as this store holds them. */
  @Autowired
  public Datasets(DatasetStore store, OwnDatasets own) {
    this.store = store;
    this.own = own;
  }

  /** The datasets of the service alone. */
  public Datasets(DatasetStore store) {
    this(store, OwnDatasets.NONE);
  }

  /**
   * The network with its shapes, fitted to the images and classes of a dataset.
   *
   * @throws InvalidNetwork if it does not fit
   */
  public static Network fit(NetworkSpec spec, DatasetFacts facts) {
    return Network.of(spec, inputShape(facts), facts.classes().size());
  }

  /** The shape of one image of a dataset: a network's input. */
  static Shape inputShape(DatasetFacts facts) {
    return new Shape.Image(facts.height(), facts.width(), facts.channels());
  }

  /** The names of all datasets. */
  public List<String> names() {
    return all().stream().map(DatasetFacts::name).toList();
  }

  /** What is known of all datasets without fetching them; those of the service first. */
  public List<DatasetFacts> all() {
    return Stream.concat(KNOWN.stream(), own.all().stream()).toList();
  }

  /** What is known of the datasets of the service itself. */
  public static List<DatasetFacts> builtIn() {
    return KNOWN;
  }

  /** Whether a dataset is one of the service itself. */
  public boolean isBuiltIn(String name) {
    return BuiltInDatasets.has(name);
  }

  /**
   * Keeps a dataset from being deleted until the end of the caller's transaction.
   *
   * @throws Refusal INVALID if it has been deleted meanwhile
   */
  public void hold(String name) {
    if (!isBuiltIn(name)) {
      own.hold(name);
    }
  }

  /** Drops what this process holds of a dataset that was deleted, in memory and on disk. */
  public void forget(DatasetFacts dataset) {
    store.forget(dataset);
  }

  /**
   * What is known of a dataset without fetching it.
   *
   * @throws UnknownName if there is none with this name
   */
  public DatasetFacts facts(String name) {
    return KNOWN.stream()
        .filter(facts -> facts.name().equals(name))
        .findFirst()
        .or(() -> own.find(name))
        .orElseThrow(() -> new UnknownName("dataset", name, names()));
  }

  /** Where fetched files are kept, a directory for each dataset. */
  public Path directory() {
    return store.directory();
  }

  /** What all fetched files take up on disk. */
  public long bytesOnDisk() {
    return store.bytesOnDisk();
  }

  /** The dataset, if it is in memory already. */
  public Optional<ImageDataset> loaded(String name) {
    return store.loaded(facts(name));
  }

  /**
   * The dataset in memory. The first call fetches and reads it, which may take a minute; the calls
   * that come meanwhile wait for it.
   *
   * @throws UnknownName if there is none with this name
   * @throws DatasetUnavailable if it cannot be fetched or read; the next call tries again
   * @throws InterruptedException if the calling thread is interrupted; the loading goes on
   */
  public ImageDataset get(String name) throws InterruptedException {
    return store.get(facts(name));
  }
}
