package dev.trainyard.experiment.spec;

import dev.trainyard.experiment.Swept.Range;
import dev.trainyard.experiment.Swept.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values that a search gives one parameter. */
interface Coordinate {
  /** Digits that a value has: enough to tell samples apart, few enough to be read. */
  MathContext PRECISION = new MathContext(6);

  /**
   * The value at one place.
   *
   * @param share of all that is drawn evenly, at least 0 and below 1
   */
  JsonNode at(double share);

  /** Those of a list, each as often. */
  static Coordinate of(List<JsonNode> values) {
    return share -> values.get((int) (share * values.size()));
  }

  /**
   * Those of a range that has been checked.
   *
   * @param whole whether they are whole numbers, both ends among them; each then stands for what is
   *     between it and the next
   */
  static Coordinate of(Range range, boolean whole) {
    return whole
        ? share ->
            wholeNumber(Math.min(range.to(), Math.floor(between(range, range.to() + 1, share))))
        : share ->
            number(
                Math.clamp(rounded(between(range, range.to(), share)), range.from(), range.to()));
  }

  /** A number in JSON. */
  static JsonNode number(double value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  /** A whole number in JSON, written as one. */
  static JsonNode wholeNumber(double value) {
    return (int) value == value
        ? JsonNodeFactory.instance.numberNode((int) value)
        : JsonNodeFactory.instance.numberNode((long) value);
  }

  private static double between(Range range, double end, double share) {
    if (range.scale() == Scale.LINEAR) {
      return (1 - share) * range.from() + share * end;
    }
    // In two steps: from the smallest double to a learning rate of 1e6 the factor is none.
    double half = Math.exp(share * (Math.log(end) - Math.log(range.from())) / 2);
    return range.from() * half * half;
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(PRECISION).doubleValue();
  }
}
