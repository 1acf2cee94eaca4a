package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Queues a request with an {@code Idempotency-Key} once, however often it comes. */
@Component
public class IdempotencyKeys {
  private static final Duration KEPT = Duration.ofDays(7);

  private record Use(String requestSha256, long experimentId, @Nullable Long existing) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final TransactionTemplate transaction;
  private final Clock clock;

  IdempotencyKeys(
      JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * The experiment that this key has queued within a week, or else the one that {@code submit}
   * queues now; of several that are queued together, the first.
   *
   * @throws Refusal CONFLICT if the key came with another request, or its experiment is deleted
   */
  public long once(String key, Object request, Supplier<Long> submit) {
    String hash = sha256(json.writeValueAsString(request));
    return find(key, hash).orElseGet(() -> first(key, hash, submit));
  }

  private long first(String key, String hash, Supplier<Long> submit) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                long experiment = submit.get();
                remember(key, hash, experiment);
                return experiment;
              }));
    } catch (DuplicateKeyException e) {
      // The same request came a second time before the first was through.
      return find(key, hash).orElseThrow(() -> e);
    }
  }

  private Optional<Long> find(String key, String hash) {
    return jdbc.sql(
            """
            select k.request_sha256, k.experiment_id, e.id as existing
            from idempotency_key k left join experiment e on e.id = k.experiment_id
            where k.key_text = ?
            """)
        .param(key)
        .query(Use.class)
        .optional()
        .map(use -> answer(key, hash, use));
  }

  private static long answer(String key, String hash, Use use) {
    if (!use.requestSha256().equals(hash)) {
      throw Refusal.conflict(
          "the Idempotency-Key %s belongs to another request, which queued experiment %d"
              .formatted(key, use.experimentId()));
    }
    if (use.existing() == null) {
      throw Refusal.conflict(
          "the Idempotency-Key %s has queued experiment %d, which is deleted; take another key"
              .formatted(key, use.experimentId()));
    }
    return use.experimentId();
  }

  private void remember(String key, String hash, long experimentId) {
    Instant now = clock.instant();
    jdbc.sql("delete from idempotency_key where created_at < ?")
        .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into idempotency_key (key_text, request_sha256, experiment_id, created_at) values (?, ?, ?, ?)")
        .params(key, hash, experimentId, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
