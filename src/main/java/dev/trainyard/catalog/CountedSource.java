package dev.trainyard.catalog;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.DatasetSource;
import dev.trainyard.dataset.DirectorySource;
import dev.trainyard.dataset.MirrorSource;
import dev.trainyard.dataset.NpmSource;
import dev.trainyard.dataset.PublisherSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;

/**
 * A source of the service's own datasets that counts how often it is asked, and whether it could be
 * used. What users call theirs is nobody else's business.
 */
final class CountedSource implements DatasetSource {
  private final DatasetSource source;
  private final Counter successes;
  private final Counter failures;

  CountedSource(DatasetSource source, MeterRegistry registry) {
    this.source = source;
    this.successes = counter(source, registry, "success");
    this.failures = counter(source, registry, "failure");
  }

  private static Counter counter(DatasetSource source, MeterRegistry registry, String outcome) {
    return Counter.builder("trainyard.dataset.fetches")
        .description("How often a source of datasets was asked for files that were missing")
        .tag("source", kind(source))
        .tag("outcome", outcome)
        .register(registry);
  }

  private static String kind(DatasetSource source) {
    return switch (source) {
      case DirectorySource _ -> "directory";
      case MirrorSource _ -> "mirror";
      case NpmSource _ -> "npm";
      case PublisherSource _ -> "publisher";
      default -> "other";
    };
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public boolean mayHold(DatasetFacts dataset) {
    return BuiltInDatasets.has(dataset.name()) && source.mayHold(dataset);
  }

  @Override
  public void fetch(DatasetFacts dataset, List<DataFile> wanted, Receiver receiver)
      throws IOException, InterruptedException {
    try {
      source.fetch(dataset, wanted, receiver);
      successes.increment();
    } catch (IOException e) {
      failures.increment();
      throw e;
    }
  }
}
