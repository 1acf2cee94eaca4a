package dev.trainyard.catalog;

import java.util.List;

/** Who needs a dataset. */
@FunctionalInterface
public interface DatasetUse {

  /** The ids of all experiments that are trained on a dataset, from the first. */
  List<Long> experimentsOn(String dataset);
}
