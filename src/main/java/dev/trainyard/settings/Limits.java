package dev.trainyard.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much this service takes on. No ordinary use meets a default. What the network and training
 * language itself has a bound for, which the OpenAPI document states, can only be set lower here.
 *
 * @param bodySize of a request; beyond it 413
 * @param bodyTime within which the body of a request must have come; after it 408
 * @param jsonDepth of lists and objects within each other in a body; beyond it 413
 * @param layers of a network
 * @param parameters of a network, running averages included
 * @param epochs of a training
 * @param batchSize images per mini-batch
 * @param trials of one experiment
 * @param queuedTrials that wait or are trained, of all experiments together; beyond it 429.
 *     Requests that come at the same time may exceed it by what one of them queues
 * @param trialMemory that one trial may need by {@code engine.TrialMemory}; null for the heap of
 *     the process that answers
 * @param eventStreams that are open at once; beyond it 429
 * @param picturePixels width times height of a picture
 * @param pictureTime from the request to the picture; after it 503
 * @param imagesSize of a body with images to predict; beyond it 413
 * @param imagePixels width times height that such an image may claim to have; beyond it 413
 * @param datasets that users have brought; beyond it 409
 * @param datasetUpload the body that brings one; beyond it 413
 * @param datasetTime within which that must have come; after it 408
 * @param datasetMemory that its images may take, a byte for each value; null for a quarter of the
 *     heap of the process that answers
 */
@ConfigurationProperties("trainyard.limits")
@Validated
public record Limits(
    @DefaultValue("1MB") DataSize bodySize,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration bodyTime,
    @DefaultValue("100") @Min(20) @Max(1000) int jsonDepth,
    @DefaultValue("200") @Min(1) @Max(200) int layers,
    @DefaultValue("100000000") @Min(1) @Max(100_000_000) int parameters,
    @DefaultValue("10000") @Min(1) @Max(10_000) int epochs,
    @DefaultValue("60000") @Min(1) @Max(60_000) int batchSize,
    @DefaultValue("1000") @Min(1) @Max(100_000) int trials,
    @DefaultValue("200000") @Min(1) @Max(10_000_000) int queuedTrials,
    @Nullable DataSize trialMemory,
    @DefaultValue("1000") @Min(1) @Max(100_000) int eventStreams,
    @DefaultValue("16000000") @Min(360_000) @Max(16_000_000) int picturePixels,
    @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(days = 1) Duration pictureTime,
    @DefaultValue("10MB") DataSize imagesSize,
    @DefaultValue("16777216") @Min(10_000) @Max(100_000_000) int imagePixels,
    @DefaultValue("100") @Min(0) @Max(10_000) int datasets,
    @DefaultValue("500MB") DataSize datasetUpload,
    @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration datasetTime,
    @Nullable DataSize datasetMemory) {

  private static final String PREFIX = "trainyard.limits.";
  private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(10);
  private static final DataSize LARGEST = DataSize.ofTerabytes(1);

  /** Of what is read as a whole. */
  private static final SizeRange IN_MEMORY = new SizeRange(SMALLEST_BODY, DataSize.ofGigabytes(1));

  /** What one array holds, a little less. */
  private static final DataSize LARGEST_DATASET = DataSize.ofMegabytes(2047);

  private static final int SHARE_OF_HEAP = 4;

  /**
   * Refuses sizes that nothing would fit into, or that would fit nowhere.
   *
   * @throws IllegalArgumentException naming the setting
   */
  public Limits {
    IN_MEMORY.require(PREFIX + "body-size", bodySize);
    IN_MEMORY.require(PREFIX + "images-size", imagesSize);
    if (trialMemory != null) {
      new SizeRange(DataSize.ofMegabytes(1), LARGEST).require(PREFIX + "trial-memory", trialMemory);
    }
    new SizeRange(SMALLEST_BODY, LARGEST).require(PREFIX + "dataset-upload", datasetUpload);
    if (datasetMemory != null) {
      new SizeRange(SMALLEST_BODY, LARGEST_DATASET)
          .require(PREFIX + "dataset-memory", datasetMemory);
    }
  }

  /** What one trial may need, in bytes. */
  public long trialBytes() {
    return trialMemory == null ? Runtime.getRuntime().maxMemory() : trialMemory.toBytes();
  }

  /** What the images of an own dataset may take, in bytes. */
  public long datasetBytes() {
    long bytes =
        datasetMemory == null
            ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP
            : datasetMemory.toBytes();
    return Math.min(LARGEST_DATASET.toBytes(), bytes);
  }

  /**
   * Whose limit it is and what it is called, to be appended to what is refused.
   *
   * @param name of the setting, such as {@code queued-trials}
   */
  public static String origin(String name) {
    return " (the limit of this service, %s)".formatted(Setting.of(PREFIX + name).variable());
  }
}
