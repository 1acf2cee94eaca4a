package dev.trainyard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the JSON of a request into validated records, or says all that is wrong with it. */
public final class RequestBinder {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};
  private static final int LONGEST_CHARACTER = 4;
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  /** Tells which of several records is meant; no record has it among its own fields. */
  private static final String TYPE = "type";

  private final JsonMapper mapper;
  private final Validator validator;
  private final JsonComplaints complaints;

  RequestBinder(JsonMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
    this.complaints = new JsonComplaints(mapper);
  }

  /** Puts what a request says in the place of what is usual, field by field however deep. */
  public static void merge(ObjectNode usual, ObjectNode request) {
    request
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode inner
                  && usual.path(field.getKey()) instanceof ObjectNode target) {
                merge(target, inner);
              } else {
                usual.set(field.getKey(), field.getValue());
              }
            });
  }

  /**
   * Reads one JSON document.
   *
   * @throws Refusal INVALID with line and column if it is not Unicode or not valid JSON, or naming
   *     the numbers that no double comes near; TOO_LARGE if it is too large
   */
  public JsonNode read(InputStream json) {
    @Nullable JsonNode tree;
    try (ExactNumbers parser = new ExactNumbers(mapper.createParser(bytes(json)))) {
      tree = mapper.readTree(parser);
      parser.check();
    } catch (JacksonException e) {
      throw JsonComplaints.notJson(e);
    }
    if (tree == null || tree.isMissingNode()) {
      throw Refusal.invalid(WrongField.BODY, "is empty; a JSON object is needed");
    }
    return tree;
  }

  private static byte[] bytes(InputStream json) {
    byte[] bytes;
    try {
      bytes = json.readAllBytes();
    } catch (IOException e) {
      throw JacksonIOException.construct(e);
    }
    if (bytes.length >= GZIP.length && Arrays.equals(Arrays.copyOf(bytes, GZIP.length), GZIP)) {
      throw Refusal.invalid(
          WrongField.BODY, "is compressed with gzip; a plain JSON object is needed");
    }
    if (!isWide(bytes)) {
      requireUtf8(bytes);
    }
    return bytes;
  }

  /** Whether Jackson takes it for UTF-16 or UTF-32: by a byte order mark, or by the bytes of 0. */
  private static boolean isWide(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_CHARACTER));
    return Arrays.mismatch(start, BIG_ENDIAN) == BIG_ENDIAN.length
        || Arrays.mismatch(start, LITTLE_ENDIAN) == LITTLE_ENDIAN.length
        || IntStream.range(0, start.length).anyMatch(place -> start[place] == 0);
  }

  /** Jackson would take bytes that are no UTF-8 for letters: 0xC0 0xAF for a slash. */
  private static void requireUtf8(byte[] bytes) {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      UTF_8.newDecoder().decode(rest);
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, rest.position(), UTF_8);
      throw Refusal.invalid(
          WrongField.BODY,
          "is not UTF-8: what begins with the byte 0x%02X at line %d, column %d is no character"
              .formatted(
                  bytes[rest.position()],
                  1 + before.chars().filter(letter -> letter == '\n').count(),
                  before.length() - before.lastIndexOf('\n')));
    }
  }

  /**
   * Binds a whole request.
   *
   * @throws Refusal INVALID with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type) {
    return bind(tree, type, "");
  }

  /**
   * Binds a part of a request.
   *
   * @param at the path of the part in the request, such as {@code network}; errors are named below
   *     it
   * @throws Refusal INVALID with an error for every field that is wrong
   */
  public <T> T bind(JsonNode tree, Class<T> type, String at) {
    return type.cast(bind(tree, mapper.constructType(type), at));
  }

  /** As {@link #bind(JsonNode, Class, String)}. A wrong field is put aside to find the others. */
  Object bind(JsonNode tree, JavaType type, String at) {
    WrongFields errors = new WrongFields(at);
    if (tree.isNull()) {
      errors.add("", "must be %s, not null".formatted(complaints.asksFor(type.getRawClass())));
      throw errors.refusal();
    }
    JsonNode rest = tree.deepCopy();
    while (true) {
      try {
        Object bound = mapper.readerFor(type).readValue(rest);
        validate(bound, errors);
        if (errors.isEmpty()) {
          return bound;
        }
        throw errors.refusal();
      } catch (InvalidDefinitionException e) {
        throw e;
      } catch (JacksonException e) {
        if (!putAside(e, rest, errors)) {
          throw errors.refusal();
        }
        if (errors.count() >= Refusal.MOST_ERRORS) {
          throw errors.refusalOfThoseAndOthers();
        }
      }
    }
  }

  /**
   * Notes what cannot be read and takes it out of the document.
   *
   * @return whether the rest can be tried
   */
  private boolean putAside(JacksonException e, JsonNode rest, WrongFields errors) {
    FieldPath path = new FieldPath(e.getPath());
    if (e instanceof UnrecognizedPropertyException unknown
        && path.parent().in(rest) instanceof ObjectNode owner) {
      // All at once: to read the document anew for each of them takes long.
      String message = complaints.about(e, rest);
      Set<Object> known = new HashSet<>(unknown.getKnownPropertyIds());
      List<String> names =
          owner.propertyNames().stream()
              .filter(name -> !known.contains(name))
              .filter(name -> !name.equals(TYPE) || name.equals(unknown.getPropertyName()))
              .toList();
      names.forEach(name -> errors.add(path.parent().child(name), message));
      names.forEach(owner::remove);
      return !names.isEmpty();
    }
    errors.add(path.toString(), complaints.about(e, rest));
    return path.replaceIn(rest, harmless(e));
  }

  /** A value that can be read where {@code e} could not: primitives must not be missing. */
  private static @Nullable JsonNode harmless(JacksonException e) {
    Class<?> target =
        switch (e) {
          case InputCoercionException range -> range.getTargetType();
          case MismatchedInputException mismatch -> mismatch.getTargetType();
          default -> null;
        };
    if (target == null || !target.isPrimitive()) {
      return null;
    }
    return target == boolean.class ? BooleanNode.FALSE : IntNode.valueOf(0);
  }

  private void validate(Object bound, WrongFields errors) {
    Map<String, String> messages = new TreeMap<>(Comparator.comparing(RequestBinder::inOrder));
    for (ConstraintViolation<Object> violation : validator.validate(bound)) {
      messages.merge(
          asWritten(violation.getPropertyPath()),
          violation.getMessage(),
          (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
    messages.forEach(errors::add);
  }

  /** A path without the names that Bean Validation has for the elements of lists and maps. */
  private static String asWritten(Path path) {
    StringBuilder written = new StringBuilder();
    for (Path.Node node : path) {
      if (node.isInIterable()) {
        Object place = node.getIndex() == null ? node.getKey() : node.getIndex();
        written.append('[').append(place).append(']');
      }
      if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
        written.append(written.isEmpty() ? "" : ".").append(node.getName());
      }
    }
    return written.toString();
  }

  /** A path whose numbers stand in their order as text too. */
  private static String inOrder(String path) {
    return INDEX.matcher(path).replaceAll(index -> "[%10s]".formatted(index.group(1)));
  }
}
