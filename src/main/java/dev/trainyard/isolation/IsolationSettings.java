package dev.trainyard.isolation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which trials have a process of their own, and how much memory that may have.
 *
 * @param isolation of which trials; suspects alone by default
 * @param isolationHeap the heap of such a process at most; null for as much as this process may
 *     have
 */
@ConfigurationProperties("trainyard")
public record IsolationSettings(
    @DefaultValue("suspect") Isolation isolation, @Nullable DataSize isolationHeap) {
  /** The images of MNIST and a small network. */
  private static final DataSize LEAST_HEAP = DataSize.ofMegabytes(256);

  /** Which trials are trained in processes of their own. */
  public enum Isolation {
    /** Those that may have killed the process of the service. */
    SUSPECT,
    /** All of them. */
    PROCESS
  }

  public IsolationSettings {
    if (isolationHeap != null && isolationHeap.compareTo(LEAST_HEAP) < 0) {
      throw new IllegalArgumentException(
          "TRAINYARD_ISOLATION_HEAP (trainyard.isolation-heap) must be at least %dMB, not %s"
              .formatted(LEAST_HEAP.toMegabytes(), isolationHeap));
    }
  }

  /** The largest heap of a process of a trial's own in bytes. */
  long heapBytes() {
    return isolationHeap == null ? Runtime.getRuntime().maxMemory() : isolationHeap.toBytes();
  }
}
