package dev.trainyard.report.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class DocumentTest {
  private static final String TEXT =
      """
      # A title

      The loss is $L = -\\frac{1}{N}\\sum_n y_n \\ln p_n$, see [@box] and [@numbers].

      $$\\sigma(z)_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$$

      ![A box with a word](figure:box)

      Table [numbers]: Two numbers

      | name | value |
      |---|---:|
      | a | 1.5 |
      | b | 98.12 % |
      """;

  private static Document document() {
    return Document.of("A title", TEXT, DocumentTest::box);
  }

  @Test
  void numbersFiguresAndTables() {
    assertThat(document().markdown())
        .contains(
            "see Figure 1 and Table 1.",
            "![Figure 1](figures/box.svg)",
            "**Figure 1.** A box with a word",
            "**Table 1.** Two numbers");
  }

  @Test
  void refusesAReferenceToNothing() {
    assertThatThrownBy(() -> Document.of("A title", "See [@nothing].", DocumentTest::box))
        .hasMessageContaining("nothing is called nothing");
    assertThatThrownBy(
            () -> Document.of("A title", TEXT + "\n\n![Again](figure:box)", DocumentTest::box))
        .hasMessageContaining("box is there twice");
  }

  @Test
  void makesAPageThatNeedsNoOtherFile() {
    String html = document().html();
    assertThat(html.split("<svg ")).as("a figure and two formulas").hasSize(4);
    assertThat(html).contains("<strong>Table 1.</strong>", "<table>").doesNotContain("$", "src=");
  }

  @Test
  void makesAPdfWithItsLettersAndPageNumbers() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(document().pdf())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("A title", "Figure 1. A box with a word", "98.12 %", "1 / 1");
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A title");
    }
  }

  private static Drawing box(String key) {
    return new Drawing(
        400,
        100,
        graphics -> {
          graphics.setColor(Color.BLUE);
          graphics.drawRect(5, 5, 390, 90);
          graphics.drawString(key, 20, 50);
        });
  }
}
