package dev.trainyard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.ApiDocument.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.JsonNode;

/**
 * Requests to every operation of an OpenAPI document: allowed ones, nearly allowed ones, hostile
 * ones. A request is a pure function of its seed and of the ids that there are.
 */
@NullMarked
final class FuzzedRequests {
  /** How much oftener than any other an operation that takes a body comes. */
  private static final int BODIES = 6;

  private static final String MARKER = "$SPOILT$";
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-8",
          "application/json;charset=utf-16",
          "application/xml",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data;boundary=x",
          "application/x-yaml",
          "application/cbor",
          "json",
          "*/*",
          "");
  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "application/json",
          "image/png",
          "image/svg+xml",
          "text/csv",
          "text/html",
          "application/pdf",
          "application/zip",
          "text/event-stream",
          "text/plain",
          "image/*;q=0.1,text/csv",
          "application/problem+json",
          "x",
          "",
          "a/b;q=2",
          "application/json;q=0",
          "text/html,application/xhtml+xml,*/*;q=0.8");
  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PROPFIND",
          "get",
          "X");

  private final List<Call> calls;
  private final SchemaValues values;

  /** How a request is meant. */
  private enum Mood {
    ALLOWED,
    NEARLY,
    HOSTILE;

    /** Whether a part of a request is spoilt. */
    boolean spoils(SplittableRandom random) {
      return switch (this) {
        case ALLOWED -> false;
        case NEARLY -> random.nextInt(6) == 0;
        case HOSTILE -> random.nextInt(3) == 0;
      };
    }
  }

  FuzzedRequests(JsonNode document, List<Call> calls) {
    this.calls =
        calls.stream().flatMap(call -> Stream.generate(() -> call).limit(weight(call))).toList();
    this.values = new SchemaValues(document);
  }

  /**
   * The request of a seed.
   *
   * @param ids what stands for an id in the path of an operation
   */
  RawRequest of(long seed, Function<Call, String> ids) {
    SplittableRandom random = new SplittableRandom(seed);
    random.nextLong();
    Call call = calls.get(random.nextInt(calls.size()));
    Mood mood = Mood.values()[random.nextInt(3)];
    String method =
        mood == Mood.HOSTILE && random.nextInt(10) == 0
            ? METHODS.get(random.nextInt(METHODS.size()))
            : call.verb();
    List<String> headers = headers(call, mood, random);
    String body = "";
    if (call.operation().has("requestBody")) {
      body = body(call, mood, random);
      headers.add("Content-Type: " + (mood.spoils(random) ? any(TYPES, random) : TYPES.getFirst()));
    } else if (mood == Mood.HOSTILE && random.nextInt(8) == 0) {
      body = HostileValues.json(random);
    }
    return new RawRequest(
        method, path(call, mood, random, ids) + query(call, mood, random), body, headers);
  }

  /** What is queued is all in one body. */
  private static int weight(Call call) {
    return call.operation().has("requestBody") ? BODIES : 1;
  }

  private String path(Call call, Mood mood, SplittableRandom random, Function<Call, String> ids) {
    StringBuilder path = new StringBuilder();
    for (String part : call.path().split("(?=\\{)|(?<=\\})", -1)) {
      if (!part.startsWith("{")) {
        path.append(part);
      } else if (mood.spoils(random)) {
        path.append(HostileValues.text(random));
      } else {
        path.append(
            switch (part) {
              case "{id}", "{verification}" -> ids.apply(call);
              case "{trial}" -> String.valueOf(1 + random.nextInt(3));
              case "{name}" -> call.path().startsWith("/datasets") ? "mnist" : "baseline";
              default -> text(parameter(call, part.substring(1, part.length() - 1)), random);
            });
      }
    }
    if (mood == Mood.HOSTILE && random.nextInt(12) == 0) {
      path.insert(random.nextInt(path.length() + 1), HostileValues.text(random));
    }
    return path.toString();
  }

  private String query(Call call, Mood mood, SplittableRandom random) {
    List<String> pairs = new ArrayList<>();
    for (JsonNode parameter : call.operation().path("parameters")) {
      boolean isNeeded = parameter.path("required").asBoolean();
      if (parameter.path("in").asString().equals("query") && (isNeeded || random.nextInt(3) == 0)) {
        String name = parameter.path("name").asString();
        String value =
            mood.spoils(random)
                ? HostileValues.text(random)
                : name.equals("experiments")
                    ? "1,2"
                    : name.equals("trials")
                        ? "1/1,2/1"
                        : encoded(text(parameter.path("schema"), random));
        pairs.add(name + "=" + value);
        if (mood == Mood.HOSTILE && random.nextInt(10) == 0) {
          pairs.add(name + "=" + value);
        }
      }
    }
    if (mood.spoils(random) && random.nextInt(3) == 0) {
      pairs.add(HostileValues.text(random) + "=" + HostileValues.text(random));
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private List<String> headers(Call call, Mood mood, SplittableRandom random) {
    List<String> headers = new ArrayList<>();
    for (JsonNode parameter : call.operation().path("parameters")) {
      if (parameter.path("in").asString().equals("header") && random.nextInt(3) == 0) {
        String value =
            mood.spoils(random)
                ? HostileValues.text(random)
                : text(parameter.path("schema"), random);
        headers.add(parameter.path("name").asString() + ": " + bytes(value));
      }
    }
    if (mood != Mood.ALLOWED && random.nextInt(3) == 0) {
      headers.add("Accept: " + any(ACCEPTS, random));
    }
    return headers;
  }

  private String body(Call call, Mood mood, SplittableRandom random) {
    JsonNode content = call.operation().at("/requestBody/content/application~1json");
    List<JsonNode> examples =
        content.path("examples").valueStream().map(example -> example.path("value")).toList();
    JsonNode base =
        examples.isEmpty() || random.nextInt(3) == 0
            ? values.value(content.path("schema"), random)
            : examples.get(random.nextInt(examples.size()));
    if (mood == Mood.ALLOWED) {
      return bytes(base.toString());
    }
    for (int i = mood == Mood.NEARLY ? 1 : random.nextInt(6); i > 0; i--) {
      base = SchemaValues.spoilt(base, random, MARKER);
    }
    String json = bytes(base.toString());
    while (json.contains("\"" + MARKER + "\"")) {
      json =
          json.replaceFirst(
              "\"\\$SPOILT\\$\"", Matcher.quoteReplacement(HostileValues.json(random)));
    }
    return mood == Mood.HOSTILE && random.nextInt(3) == 0 ? HostileValues.body(json, random) : json;
  }

  private String text(JsonNode schema, SplittableRandom random) {
    return values.value(schema, random).asString();
  }

  private static JsonNode parameter(Call call, String name) {
    return call.operation()
        .path("parameters")
        .valueStream()
        .filter(one -> one.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("schema");
  }

  private static <T> T any(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  private static String encoded(String text) {
    return bytes(text)
        .chars()
        .mapToObj(
            c ->
                (Character.isLetterOrDigit(c) && c < 128) || ",-./_".indexOf(c) >= 0
                    ? String.valueOf((char) c)
                    : "%%%02X".formatted(c))
        .collect(Collectors.joining());
  }

  /** UTF-8, a character for each byte, as requests are written. */
  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
