package dev.trainyard;

import static java.util.regex.Matcher.quoteReplacement;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullMarked;

/** What nobody sends who means well: as JSON, as text, and as a whole body. */
@NullMarked
public final class HostileValues {
  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\":0}",
          "{\"a\":{\"b\":{}}}",
          "0",
          "-0",
          "-0.0",
          "-1",
          "1",
          "1.5",
          "0.1",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "1e308",
          "-1e308",
          "1.7976931348623157e308",
          "1e309",
          "1e-400",
          "4.9e-324",
          "1e99999999",
          "123456789012345678901234567890",
          "0.99999999999999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "01",
          "+1",
          ".5",
          "1.",
          "0x1",
          "1_000",
          "'a'",
          "\"NaN\"",
          "\"1\"",
          "\"true\"",
          "\"null\"",
          "undefined",
          "/**/1",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "\"\\uffff\"",
          "\"\\u202e\"",
          "\"\\r\\nSet-Cookie: a=b\"",
          "\"\\u001b[31m\"");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "00",
          "1.0",
          "1e3",
          "+1",
          "%2B1",
          "0x10",
          "2147483648",
          "9223372036854775808",
          "99999999999999999999999",
          "NaN",
          "null",
          "true",
          "TRUE",
          "%00",
          "a%00b",
          "%0d%0aX: y",
          "%ff",
          "%c0%af",
          "%f0%9f%98%80",
          "%ed%a0%80",
          "%u0041",
          "%zz",
          "%",
          "..",
          "%2e%2e",
          "..%2f..%2fetc%2fpasswd",
          "%252e%252e",
          "....//",
          "/etc/passwd",
          "C:%5Cx",
          "${7*7}",
          "%24%7B7*7%7D",
          "%23%7B7*7%7D",
          "{{7*7}}",
          "%7B%7B7*7%7D%7D",
          "'",
          "1'%20or%20'1'='1",
          "1;drop%20table%20trial",
          "id,desc;--",
          "id,asc,desc",
          "spec",
          "experiment.spec,asc",
          "%3Cscript%3Ealert(1)%3C/script%3E",
          "%3D1%2B1",
          "@SUM(1)",
          "best",
          "last",
          "png",
          "json",
          "%D9%A1",
          "%EF%BC%91",
          "1,1",
          "1,2",
          "1/1",
          "1/1,1/2",
          "1/",
          "/1",
          "1//1",
          ",",
          ";",
          "&",
          "=",
          "#",
          "?",
          "\\",
          "*",
          "%2F");

  private HostileValues() {}

  /** Something that stands in the place of a JSON value; not always JSON. */
  public static String json(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> "\"" + "x".repeat(1 << random.nextInt(4, 14)) + "\"";
      case 1 -> "9".repeat(1 << random.nextInt(4, 12));
      case 2 -> nested(1 << random.nextInt(3, 14));
      case 3 -> "\"" + TEXTS.get(random.nextInt(TEXTS.size())).replace("\\", "\\\\") + "\"";
      case 4 -> "\"" + anyText(random) + "\"";
      default -> JSON.get(random.nextInt(JSON.size()));
    };
  }

  /** Something that stands in the place of a part of a path or of a query. */
  static String text(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> "x".repeat(1 << random.nextInt(4, 12));
      case 1 -> "9".repeat(1 << random.nextInt(1, 8));
      case 2 -> String.valueOf((char) random.nextInt(33, 256));
      default -> TEXTS.get(random.nextInt(TEXTS.size()));
    };
  }

  /** A body that begins as another one did. */
  public static String body(String json, SplittableRandom random) {
    int at = json.isEmpty() ? 0 : random.nextInt(json.length());
    return switch (random.nextInt(12)) {
      case 0 -> json.substring(0, at);
      case 1 -> json.substring(0, at) + (char) random.nextInt(256) + json.substring(at);
      case 2 -> json + json;
      case 3 -> "\u00ef\u00bb\u00bf" + json;
      case 4 -> json.replaceAll("(?s).", "$0\0");
      case 5 -> "[" + json + "]";
      case 6 -> json.replace('"', '\'');
      case 7 -> json.replaceFirst("\\{", "{\"network\":\"baseline\",");
      case 8 -> json.replaceFirst("\\{", quoteReplacement("{\"" + anyText(random) + "\":1,"));
      case 9 -> "\u001f\u008b" + json;
      case 10 -> nested(1 << random.nextInt(3, 16));
      default -> json(random);
    };
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** Bytes as they come, some of them no UTF-8, without what would end a string in JSON. */
  private static String anyText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(32, 127)));
    }
    return text.toString().replaceAll("[\"\\\\]", "");
  }
}
