package dev.trainyard.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineOfTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight decay",
        "手写数字识别实验",
        "تجربة MNIST ١",
        "ניסוי ראשון",
        "\uD83D\uDE82 Zug \uD83D\uDC69\u200D\uD83D\uDC67",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "name   ",
        "e\u0301"
      })
  void letsALineOfAnyScriptPass(String text) {
    assertThat(LineOfText.Check.complaint(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, '\t', '\n', '\r', 0x7f, 0x85, 0x9f, 0x2028, 0x2029, 0x202b, 0x202e, 0x2067, 0xd83d,
        0xdc00, 0xfdd0, 0xffff, 0x1fffe, 0x10ffff
      })
  void namesTheFirstCharacterThatCannotBe(int character) {
    String text = "\uD83D\uDE82b" + Character.toString(character) + "c\0";

    assertThat(LineOfText.Check.complaint(text))
        .hasValueSatisfying(
            complaint ->
                assertThat(complaint)
                    .startsWith(
                        "must be one line of text; its character 3 is U+%04X, "
                            .formatted(character)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a0",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u2060 \u00ad",
        "\u3164",
        "\u0301",
        "\u2800"
      })
  void wantsSomethingToBeSeen(String text) {
    assertThat(LineOfText.Check.complaint(text)).contains("must have a character that can be seen");
  }

  @Test
  void cutsALongTextBetweenCharacters() {
    assertThat(WrongField.shorten("ab\uD83D\uDE82c", 3)).isEqualTo("ab…");
    assertThat(WrongField.shorten("ab\uD83D\uDE82c", 4)).isEqualTo("ab\uD83D\uDE82…");
    assertThat(WrongField.shorten("ab\uD83D\uDE82c", 5)).isEqualTo("ab\uD83D\uDE82c");
  }
}
