package dev.trainyard.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a dataset's classes; a label is an index into them. */
record ClassNames(@JsonValue List<String> names) {

  ClassNames {
    names = List.copyOf(names);
  }

  int count() {
    return names.size();
  }

  String of(int label) {
    return names.get(label);
  }

  /**
   * The label of a class that a request names; null if it names none.
   *
   * @param field where the name stands
   * @throws Refusal INVALID if there is none with this name
   */
  @Nullable Integer label(String field, @Nullable String name) {
    if (name == null) {
      return null;
    }
    int label = names.indexOf(name);
    if (label < 0) {
      throw Refusal.invalid(field, "must be one of [%s]".formatted(String.join(", ", names)));
    }
    return label;
  }
}
