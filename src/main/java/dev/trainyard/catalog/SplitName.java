package dev.trainyard.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.dataset.LabelledImages;

/** One of the two parts of a dataset, as requests and answers name it. */
enum SplitName {
  @JsonProperty("train")
  TRAIN("training images") {
    @Override
    LabelledImages of(ImageDataset dataset) {
      return dataset.train();
    }
  },
  @JsonProperty("test")
  TEST("test images") {
    @Override
    LabelledImages of(ImageDataset dataset) {
      return dataset.test();
    }
  };

  /** What its images are called in a sentence. */
  final String plural;

  SplitName(String plural) {
    this.plural = plural;
  }

  abstract LabelledImages of(ImageDataset dataset);
}
