package dev.trainyard.refusal;

import java.util.Optional;

/** Something that nearly all requests need, and that may fail for a while. */
public interface Outage {

  /** What to answer while it lasts; empty when all is well. */
  Optional<Refusal> current();
}
