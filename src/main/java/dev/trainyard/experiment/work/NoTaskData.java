package dev.trainyard.experiment.work;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of the queue carry no data: whatever the database holds in its place, no object is ever
 * made of it, as the scheduler's own serializer would by Java's deserialisation.
 */
final class NoTaskData implements Serializer {

  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    if (data != null) {
      throw new IllegalArgumentException("tasks carry no data");
    }
    return null;
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] stored) {
    return null;
  }
}
