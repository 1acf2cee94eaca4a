package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import dev.trainyard.settings.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.node.NullNode;

/** Says in a user's words what Jackson cannot read. */
final class JsonComplaints {
  private static final int LONGEST_QUOTE = 40;
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?s) \\((start marker|for \\w+ starting).*?\\]\\)?|: enable .*| \\(code \\d+\\)| \\(`StreamRead.*|, from `[^`]*`|\n.*");

  private final JsonMapper mapper;
  private final Wanted wanted;

  JsonComplaints(JsonMapper mapper) {
    this.mapper = mapper;
    this.wanted = new Wanted(mapper);
  }

  /** What is wrong with a text that is not one JSON document. */
  static Refusal notJson(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return Refusal.tooLarge("the body is beyond what is accepted: " + sentence(e) + origin(e));
    }
    if (e instanceof MismatchedInputException) {
      return Refusal.invalid(WrongField.BODY, "goes on after its JSON value has ended");
    }
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return Refusal.invalid(WrongField.BODY, "is not valid JSON: " + sentence(e) + where);
  }

  /**
   * What is wrong with the field that {@code e} is about.
   *
   * @param tree the document that could not be bound
   */
  String about(JacksonException e, JsonNode tree) {
    @Nullable JsonNode actual = new FieldPath(e.getPath()).in(tree);
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "is not known here; known are [%s]".formatted(sorted(unknown.getKnownPropertyIds()));
      case InvalidTypeIdException type -> wrongType(type, actual);
      case InputCoercionException range -> outOfRange(range, actual);
      case MismatchedInputException mismatch -> mismatch(wanted(mismatch), actual);
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      default -> sentence(e);
    };
  }

  /** What a type asks for; reads on after "must be". */
  String asksFor(Class<?> type) {
    return wanted.describe(type);
  }

  /** What the field may hold; Jackson names only the last of several types that it tried. */
  private static @Nullable Class<?> wanted(MismatchedInputException e) {
    RecordComponent component = new FieldPath(e.getPath()).component();
    return component != null && component.getType().isAnnotationPresent(WrittenAs.class)
        ? component.getType()
        : e.getTargetType();
  }

  private String wrongType(InvalidTypeIdException e, @Nullable JsonNode actual) {
    String known = sorted(typeIds(e.getBaseType()));
    if (actual != null && !actual.isObject()) {
      return "must be an object with a type, one of [%s], not %s".formatted(known, quote(actual));
    }
    return e.getTypeId() == null
        ? "needs a type, one of [%s]".formatted(known)
        : "has the unknown type \"%s\"; known are [%s]".formatted(shorten(e.getTypeId()), known);
  }

  private String mismatch(@Nullable Class<?> target, @Nullable JsonNode actual) {
    return actual == null || actual.isNull()
        ? "is missing; it must be " + wanted.describe(target)
        : "must be %s, not %s".formatted(wanted.describe(target), quote(actual));
  }

  private List<String> typeIds(JavaType base) {
    DeserializationConfig config = mapper.deserializationConfig();
    AnnotatedClass annotated = AnnotatedClassResolver.resolve(config, base, config);
    return config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated).stream()
        .filter(NamedType::hasName)
        .map(NamedType::getName)
        .toList();
  }

  private static String outOfRange(InputCoercionException e, @Nullable JsonNode actual) {
    RecordComponent component = new FieldPath(e.getPath()).component();
    return "must be %s, not %s"
        .formatted(
            Wanted.describe(
                WholeNumberRange.of(
                    e.getTargetType(), component == null ? null : component.getAccessor())),
            quote(actual == null ? NullNode.getInstance() : actual));
  }

  /** Names a JSON value without repeating all of a long one. */
  private static String quote(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "the text \"%s\"".formatted(shorten(value.stringValue()));
      case NUMBER -> number(value);
      default -> shorten(value.toString());
    };
  }

  private static String number(JsonNode value) {
    String text = shorten(value.toString());
    return value.isBigInteger() && Double.isInfinite(value.bigIntegerValue().doubleValue())
        ? text + ", which is beyond the range of numbers"
        : text;
  }

  private static String shorten(String text) {
    return WrongField.shorten(text, LONGEST_QUOTE);
  }

  private static String sorted(Collection<?> names) {
    return names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  /** Whose limit it is, where it can be set; Jackson's message names its own setting. */
  private static String origin(JacksonException e) {
    return e.getOriginalMessage().contains("MaxNestingDepth") ? Limits.origin("json-depth") : "";
  }

  /** Jackson's message without its advice to programmers. */
  private static String sentence(JacksonException e) {
    return ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
  }
}
