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
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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

  /** What a key is made of: what every client and proxy hands on as it is. */
  public static final String FORM = "^[ -~]{1,200}$";

  /** Says so to a user. */
  public static final String WANTED = "must be 1 to 200 printable ASCII characters";

  private static final Duration KEPT = Duration.ofDays(7);

  private record Use(String requestSha256, String location) {}

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
   * The id of what this key has queued within a week, or else of what {@code submit} queues now.
   *
   * @param key null where a request comes without one, and is queued each time
   * @param path what is before the id in a location, such as {@code /experiments/}
   * @param request as it is understood, with its defaults: written in another order, it is the same
   * @param submit queues the request, within a transaction, and returns its id
   * @param exists whether there is still something of an id
   * @throws Refusal CONFLICT if the key came with another request, or what it queued is deleted
   */
  public long once(
      @Nullable String key,
      String path,
      Object request,
      LongSupplier submit,
      LongPredicate exists) {
    if (key == null) {
      return Objects.requireNonNull(transaction.execute(status -> submit.getAsLong()));
    }
    String hash = sha256(json.writeValueAsString(request));
    Predicate<String> isThere = location -> exists.test(id(path, location));
    String location =
        find(key, hash, isThere)
            .orElseGet(() -> first(key, hash, () -> path + submit.getAsLong(), isThere));
    return id(path, location);
  }

  private static long id(String path, String location) {
    return Long.parseLong(location.substring(path.length()));
  }

  private String first(String key, String hash, Supplier<String> submit, Predicate<String> exists) {
    try {
      return Objects.requireNonNull(
          transaction.execute(
              status -> {
                String location = submit.get();
                remember(key, hash, location);
                return location;
              }));
    } catch (DuplicateKeyException e) {
      // The same request came a second time before the first was through.
      return find(key, hash, exists).orElseThrow(() -> e);
    }
  }

  private Optional<String> find(String key, String hash, Predicate<String> exists) {
    Optional<Use> found =
        jdbc.sql("select request_sha256, location from idempotency_key where key_text = ?")
            .param(key)
            .query(Use.class)
            .optional();
    found.ifPresent(use -> requireSame(key, hash, use, exists));
    return found.map(Use::location);
  }

  private static void requireSame(String key, String hash, Use use, Predicate<String> exists) {
    if (!use.requestSha256().equals(hash)) {
      throw Refusal.conflict(
          "the Idempotency-Key %s belongs to another request, which queued %s"
              .formatted(key, use.location()));
    }
    if (!exists.test(use.location())) {
      throw Refusal.conflict(
          "the Idempotency-Key %s has queued %s, which is deleted; take another key"
              .formatted(key, use.location()));
    }
  }

  private void remember(String key, String hash, String location) {
    Instant now = clock.instant();
    jdbc.sql("delete from idempotency_key where created_at < ?")
        .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into idempotency_key (key_text, request_sha256, location, created_at) values (?, ?, ?, ?)")
        .params(key, hash, location, now.atOffset(ZoneOffset.UTC))
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
