package dev.trainyard.upload;

import dev.trainyard.catalog.DatasetUse;
import dev.trainyard.catalog.OwnDatasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.intake.Taken;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Own datasets as they are stored: what is known of each as JSON, its four files in pieces of a
 * megabyte.
 */
@Component
class StoredDatasets implements OwnDatasets {
  /** What their names are made of. */
  static final String NAME = "^[a-z0-9][a-z0-9_-]{0,49}$";

  private static final int PIECE = 1 << 20;
  private static final int MOST_NAMED = 5;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ObjectProvider<DatasetUse> uses;
  private final Clock clock;
  private final Limits limits;

  StoredDatasets(
      JdbcClient jdbc,
      JsonMapper json,
      ObjectProvider<DatasetUse> uses,
      Clock clock,
      Limits limits) {
    this.jdbc = jdbc;
    this.json = json;
    this.uses = uses;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public List<DatasetFacts> all() {
    return jdbc.sql("select facts from dataset order by name").query(String.class).list().stream()
        .map(this::read)
        .toList();
  }

  @Override
  public Optional<DatasetFacts> find(String name) {
    if (!name.matches(NAME)) {
      return Optional.empty(); // PostgreSQL could not even be asked for a U+0000.
    }
    return jdbc.sql("select facts from dataset where name = ?")
        .param(name)
        .query(String.class)
        .optional()
        .map(this::read);
  }

  private DatasetFacts read(@Nullable String facts) {
    return json.readValue(facts, DatasetFacts.class);
  }

  @Override
  public void hold(String name) {
    if (lock(name).isEmpty()) {
      throw Refusal.invalid("dataset", "%s has been deleted meanwhile".formatted(name));
    }
  }

  /** Takes the lock under which a dataset is deleted, until the commit; its id. */
  private Optional<Long> lock(String name) {
    return jdbc.sql("select id from dataset where name = ? for update")
        .param(name)
        .query(Long.class)
        .optional();
  }

  /**
   * Makes sure that there is room for one more.
   *
   * @throws Refusal CONFLICT if there is one of this name, or as many as there may be
   */
  void requireRoom(String name) {
    if (find(name).isPresent()) {
      throw taken(name);
    }
    long count = jdbc.sql("select count(*) from dataset").query(Long.class).single();
    if (count >= limits.datasets()) {
      throw Refusal.conflict(
          "there are %,d own datasets, as many as there may be%s; delete one"
              .formatted(count, Limits.origin("datasets")));
    }
  }

  private static Refusal taken(String name) {
    return Refusal.conflict(
        "there is a dataset %s already; delete it, or take another name".formatted(name));
  }

  /**
   * Stores a dataset with all its files, or nothing of it.
   *
   * @throws Refusal CONFLICT if there is one of this name
   */
  @Transactional(rollbackFor = IOException.class)
  public void add(Taken taken) throws IOException {
    DatasetFacts facts = taken.facts();
    requireRoom(facts.name());
    try {
      jdbc.sql("insert into dataset (name, facts, created_at) values (?, ?, ?)")
          .params(
              facts.name(),
              json.writeValueAsString(facts),
              clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException e) {
      throw taken(facts.name());
    }
    long id = lock(facts.name()).orElseThrow();
    List<DataFile> files = facts.files();
    for (int file = 0; file < files.size(); file++) {
      store(id, file, taken.path(files.get(file)));
    }
  }

  private void store(long id, int file, Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] piece = in.readNBytes(PIECE);
      for (int number = 0; piece.length > 0; number++) {
        jdbc.sql("insert into dataset_piece (dataset_id, file, number, bytes) values (?, ?, ?, ?)")
            .params(id, file, number, piece)
            .update();
        piece = in.readNBytes(PIECE);
      }
    }
  }

  /**
   * A file as it is stored, read piece by piece.
   *
   * @param file 0 to 3, as in {@link DatasetFacts#files}
   */
  InputStream open(String name, int file) {
    return new PieceStream(
        number ->
            jdbc.sql(
                    """
                    select p.bytes from dataset_piece p join dataset d on d.id = p.dataset_id
                    where d.name = ? and p.file = ? and p.number = ?
                    """)
                .params(name, file, number)
                .query((row, index) -> row.getBytes(1))
                .optional());
  }

  /**
   * Deletes a dataset, and returns what it was.
   *
   * @throws Refusal UNKNOWN if there is none; CONFLICT naming the experiments that need it
   */
  @Transactional
  public DatasetFacts delete(String name) {
    long id =
        lock(name)
            .orElseThrow(() -> Refusal.unknown("there is no own dataset '%s'".formatted(name)));
    List<Long> experiments =
        uses.stream().flatMap(use -> use.experimentsOn(name).stream()).toList();
    if (!experiments.isEmpty()) {
      throw Refusal.conflict("the dataset %s is needed by %s".formatted(name, named(experiments)));
    }
    DatasetFacts facts = find(name).orElseThrow();
    jdbc.sql("delete from dataset where id = ?").param(id).update();
    return facts;
  }

  private static String named(List<Long> ids) {
    if (ids.size() == 1) {
      return "experiment %d; delete that first".formatted(ids.getFirst());
    }
    String first =
        ids.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return "%,d experiments (%s%s); delete those first"
        .formatted(ids.size(), first, ids.size() > MOST_NAMED ? " and others" : "");
  }
}
