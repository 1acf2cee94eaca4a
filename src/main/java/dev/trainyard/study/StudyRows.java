package dev.trainyard.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** The stored studies. */
@Component
class StudyRows {
  private static final String COLUMNS =
      """
      select s.id, s.template, s.name, s.author, s.created_at, m.key_text, m.question, m.experiment_id
      from study s join study_experiment m on m.study_id = s.id
      """;

  private record Row(
      long id,
      String template,
      String name,
      @Nullable String author,
      Instant createdAt,
      String keyText,
      String question,
      long experimentId) {}

  private final JdbcClient jdbc;

  StudyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Stores a study and returns its id. */
  long add(
      String template,
      String name,
      @Nullable String author,
      Instant createdAt,
      List<Study.Member> experiments) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql("insert into study (template, name, author, created_at) values (?, ?, ?, ?)")
        .param(template)
        .param(name)
        .param(author)
        .param(createdAt.atOffset(ZoneOffset.UTC))
        .update(key, "id");
    long id = Objects.requireNonNull(key.getKey()).longValue();
    for (int i = 0; i < experiments.size(); i++) {
      Study.Member member = experiments.get(i);
      jdbc.sql(
              """
              insert into study_experiment (study_id, number, key_text, question, experiment_id)
              values (?, ?, ?, ?, ?)
              """)
          .params(id, i + 1, member.key(), member.question(), member.experimentId())
          .update();
    }
    return id;
  }

  Optional<Study> find(long id) {
    return studies(
            jdbc.sql(COLUMNS + "where s.id = ? order by m.number")
                .param(id)
                .query(StudyRows::row)
                .list())
        .stream()
        .findFirst();
  }

  /** A page of studies, the latest first. */
  List<Study> list(int page, int size) {
    return studies(
        jdbc.sql(
                COLUMNS
                    + """
                    where s.id in (select id from study order by id desc offset ? rows fetch first ? rows only)
                    order by s.id desc, m.number
                    """)
            .params((long) page * size, size)
            .query(StudyRows::row)
            .list());
  }

  long count() {
    return jdbc.sql("select count(*) from study").query(Long.class).single();
  }

  /** The id of the study that an experiment belongs to. */
  Optional<Long> ofExperiment(long experimentId) {
    return jdbc.sql("select study_id from study_experiment where experiment_id = ?")
        .param(experimentId)
        .query(Long.class)
        .optional();
  }

  /** Deletes a study, not its experiments. */
  void delete(long id) {
    jdbc.sql("delete from study where id = ?").param(id).update();
  }

  private static Row row(ResultSet columns, int number) throws SQLException {
    return new Row(
        columns.getLong("id"),
        columns.getString("template"),
        columns.getString("name"),
        columns.getString("author"),
        columns.getObject("created_at", OffsetDateTime.class).toInstant(),
        columns.getString("key_text"),
        columns.getString("question"),
        columns.getLong("experiment_id"));
  }

  private static List<Study> studies(List<Row> rows) {
    Map<Long, List<Row>> byStudy = new LinkedHashMap<>();
    rows.forEach(row -> byStudy.computeIfAbsent(row.id(), any -> new ArrayList<>()).add(row));
    return byStudy.values().stream().map(StudyRows::study).toList();
  }

  private static Study study(List<Row> rows) {
    Row first = rows.getFirst();
    return new Study(
        first.id(),
        first.template(),
        first.name(),
        first.author(),
        first.createdAt(),
        rows.stream()
            .map(row -> new Study.Member(row.keyText(), row.question(), row.experimentId()))
            .toList());
  }
}
