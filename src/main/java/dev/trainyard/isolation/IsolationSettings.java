package dev.trainyard.isolation;

import com.sun.management.OperatingSystemMXBean;
import dev.trainyard.settings.SizeRange;
import java.lang.management.ManagementFactory;
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

  /**
   * Refuses a heap that nothing fits into, or that this machine does not have.
   *
   * @throws IllegalArgumentException naming the setting
   */
  public IsolationSettings {
    if (isolationHeap != null) {
      new SizeRange(LEAST_HEAP, machine()).require("trainyard.isolation-heap", isolationHeap);
    }
  }

  /** The memory of this machine, or what this container may have of it. */
  private static DataSize machine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return DataSize.ofMegabytes(DataSize.ofBytes(system.getTotalMemorySize()).toMegabytes());
  }

  /** The largest heap of a process of a trial's own in bytes. */
  long heapBytes() {
    return isolationHeap == null ? Runtime.getRuntime().maxMemory() : isolationHeap.toBytes();
  }
}
