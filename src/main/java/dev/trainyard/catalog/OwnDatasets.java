package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Optional;

/** The datasets that users have brought. */
public interface OwnDatasets {

  /** Where there are none. */
  OwnDatasets NONE =
      new OwnDatasets() {
        @Override
        public List<DatasetFacts> all() {
          return List.of();
        }

        @Override
        public Optional<DatasetFacts> find(String name) {
          return Optional.empty();
        }

        @Override
        public void hold(String name) {
          throw Refusal.invalid("dataset", "%s is not here".formatted(name));
        }
      };

  /** All of them, by name. */
  List<DatasetFacts> all();

  /** The one with this name, if there is one. */
  Optional<DatasetFacts> find(String name);

  /**
   * Keeps one from being deleted until the end of the caller's transaction.
   *
   * @throws Refusal INVALID if there is none with this name any more
   */
  void hold(String name);
}
