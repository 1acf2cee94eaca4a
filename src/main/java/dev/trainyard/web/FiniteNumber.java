package dev.trainyard.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Refuses what Jackson takes for a number on its own account: "NaN", "Infinity" and 1e999. */
final class FiniteNumber extends StdScalarDeserializer<Double> {

  /**
   * @param type {@code double} or {@code Double}
   */
  FiniteNumber(Class<Double> type) {
    super(type);
  }

  @Override
  public Double deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Double) context.handleUnexpectedToken(_valueClass, parser);
    }
    double value =
        parser.hasToken(JsonToken.VALUE_NUMBER_INT)
            ? parser.getBigIntegerValue().doubleValue()
            : _parseDoublePrimitive(parser, context);
    return Double.isFinite(value)
        ? value
        : (Double) context.handleWeirdNumberValue(_valueClass, value, "not finite");
  }

  @Override
  public @Nullable Object getNullValue(DeserializationContext context) {
    return _valueClass.isPrimitive() ? _verifyNullForPrimitive(context, null, 0.0) : null;
  }
}
