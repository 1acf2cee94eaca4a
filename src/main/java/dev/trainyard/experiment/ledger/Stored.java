package dev.trainyard.experiment.ledger;

import java.util.function.Function;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A value of an entity that is a column of JSON. It is read when it is first asked for, so that a
 * row whose JSON cannot be read can still be listed, failed and deleted.
 */
@Immutable
final class Stored<T> {
  private final String json;
  private final Function<String, T> reader;
  private @Nullable T value;

  Stored(String json, Function<String, T> reader) {
    this.json = json;
    this.reader = reader;
  }

  /**
   * The value.
   *
   * @throws UnreadableSpec if the JSON is not one
   */
  T value() {
    T known = value;
    if (known == null) {
      known = reader.apply(json);
      value = known;
    }
    return known;
  }

  String json() {
    return json;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stored<?> stored && stored.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
