package dev.trainyard.settings;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** A setting whose text does not fit its type or its range, in the operator's words. */
final class Misfit {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");

  private Misfit() {}

  /** What is read from the settings, or a refusal that says which one is wrong. */
  static <T extends @Nullable Object> T refused(Environment environment, Supplier<T> read) {
    try {
      return read.get();
    } catch (BindException e) {
      throw inWords(environment, e);
    }
  }

  private static StartRefused inWords(Environment environment, BindException e) {
    if (e.getCause() instanceof BindValidationException invalid) {
      ObjectError error = invalid.getValidationErrors().getAllErrors().getFirst();
      String field = error instanceof FieldError named ? "." + dashed(named.getField()) : "";
      return Setting.of(invalid.getValidationErrors().getName() + field)
          .wrong(String.valueOf(error.getDefaultMessage()), e);
    }
    Setting setting = Setting.of(e.getName().toString());
    String text = environment.getProperty(setting.property());
    String wanted = text == null ? null : wanted(e.getTarget().getType(), text);
    if (wanted == null) {
      // A record refused its own values, and says in its message which setting is meant.
      return new StartRefused(
          NestedExceptionUtils.getMostSpecificCause(e).getMessage() + ".", Setting.REMEDY, e);
    }
    return setting.wrong("must be %s, not \"%s\"".formatted(wanted, text), e);
  }

  private static @Nullable String wanted(ResolvableType type, String text) {
    Class<?> single = type.hasGenerics() ? type.resolveGeneric(0) : type.resolve();
    if (single == null) {
      return null;
    }
    if (single.isEnum()) {
      return (type.hasGenerics() ? "one or more of %s, separated by commas" : "one of %s")
          .formatted(constants(single));
    }
    if (single == int.class || single == Integer.class) {
      return WHOLE_NUMBER.matcher(text).matches() ? "a whole number nearer to 0" : "a whole number";
    }
    if (single == boolean.class) {
      return "true or false";
    }
    if (single == Duration.class) {
      return "a duration such as 500ms, 30s or 2m";
    }
    if (single == DataSize.class) {
      return "a size such as 512MB or 2GB";
    }
    if (single == InetAddress.class) {
      return "an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them";
    }
    if (single == URI.class) {
      return "an http or https address";
    }
    return single == Path.class ? "a path" : null;
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** {@code mostTrials} as {@code most-trials}. */
  private static String dashed(String field) {
    return field.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
