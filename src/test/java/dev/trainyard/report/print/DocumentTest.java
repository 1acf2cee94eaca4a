package dev.trainyard.report.print;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class DocumentTest {
  private static final String TEXT =
      """
      # A title

      The loss is $L = -\\frac{1}{N}\\sum_n y_n \\ln p_n$, see [@box] and [@numbers].

      $$\\mathrm{softmax}(z)_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$$

      ![A box with a word](figure:box)

      Table [numbers]: Two numbers

      | name | value |
      |---|---:|
      | a | 1.5 |
      | b | 98.12 % |
      """;

  private static Document document() {
    return Document.of("A title", TEXT, DocumentTest::box, Map.of("more/request.json", "{}"));
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
  void allowsAPageNoStyleSheetButItsOwnAndNoScript() throws NoSuchAlgorithmException {
    String html = document().html();
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
    assertThat(Document.policy())
        .startsWith(
            "default-src 'none'; style-src 'sha256-%s';"
                .formatted(Base64.getEncoder().encodeToString(hash)))
        .doesNotContain("script-src");
    assertThat(html).doesNotContain("<script", "<link");
  }

  @Test
  void refusesAReferenceToNothing() {
    assertThatThrownBy(() -> Document.of("A title", "See [@nothing].", DocumentTest::box, Map.of()))
        .hasMessageContaining("nothing is called nothing");
    assertThatThrownBy(
            () ->
                Document.of(
                    "A title", TEXT + "\n\n![Again](figure:box)", DocumentTest::box, Map.of()))
        .hasMessageContaining("box is there twice");
  }

  @Test
  void makesAPageThatNeedsNoOtherFile() {
    String html = document().html();
    assertThat(html.split("<svg ")).as("a figure").hasSize(2);
    assertThat(html)
        .contains("<mfrac><mn>1</mn><mi>N</mi></mfrac><munder><mo>∑</mo><mi>n</mi></munder>");
    assertThat(html).contains("<strong>Table 1.</strong>", "<table>").doesNotContain("$", "src=");
  }

  @Test
  void makesAPdfWithItsLettersAndPageNumbers() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(document().pdf())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("A title", "Figure 1. A box with a word", "98.12 %", "1 / 1")
          .contains("= −", "ln");
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A title");
    }
  }

  @Test
  void refusesAFormulaThatItCannotSet() {
    Document document = Document.of("x", "$\\int x$", DocumentTest::box, Map.of());

    assertThatThrownBy(document::html).hasMessage("formulas have no \\int");
  }

  @Test
  void putsTwoPicturesAboveOneCaption() {
    Document document = Document.of("x", "![Both](figure:one+two)\n", DocumentTest::box, Map.of());

    assertThat(document.html().split("<svg ")).hasSize(3);
    assertThat(document.html()).containsOnlyOnce("<strong>Figure 1.</strong> Both");
  }

  @Test
  void keepsANumberWithItsSignOnOneLine() {
    assertThat(Document.of("x", "by +0.25 points", DocumentTest::box, Map.of()).html())
        .contains("by <span class=\"number\">+0.25</span> points");
    assertThat(Document.of("x", "all (−25, +2).", DocumentTest::box, Map.of()).html())
        .contains("<span class=\"number\">(−25,</span> <span class=\"number\">+2).</span>");
  }

  @Test
  void spellsWhatXmlCannotHold() throws IOException {
    Document document =
        Document.of("a\u0001b", "# a\u0001\u001Bb \uFFFF\n", DocumentTest::box, Map.of());

    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
          .contains("a[U+0001 U+001B]b [U+FFFF]");
    }
  }

  @Test
  void spellsWhatItsFontsDoNotHave() throws IOException {
    Document document =
        Document.of(
            "x", "# 手写 digits ١ \uD83D\uDE82\u200D, as α and ж\n", DocumentTest::box, Map.of());

    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
          .contains("[U+624B U+5199] digits [U+0661] [U+1F682 U+200D], as α and ж")
          .doesNotContain("#");
    }
    assertThat(document.html()).contains("手写 digits");
  }

  /** Beside a fraction they would grow to its height. */
  @Test
  void keepsBracketsAtTheHeightOfTheirContents() {
    assertThat(document().html())
        .contains("<mo stretchy=\"false\">(</mo>", "<mo stretchy=\"false\">)</mo>")
        .doesNotContain("<mo>(</mo>");
  }

  @Test
  void letsAWideTableScrollOnANarrowScreen() {
    assertThat(document().html())
        .containsPattern("max-width: 760px\\) \\{[^@]*table, [^{]*\\{[^}]*overflow-x: auto");
  }

  @Test
  void breaksNoCodeAtTheEndOfALine() throws IOException {
    String words = "word ".repeat(14);
    Document document =
        Document.of(
            "x", words + "`/experiments/{id}/curves.csv` ends", DocumentTest::box, Map.of());

    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("/experiments/{id}/curves.csv");
    }
  }

  @Test
  void breaksAWordThatIsWiderThanThePage() throws IOException {
    String word = "w".repeat(200);
    Document document =
        Document.of("x", "# %s\n\n%s\n".formatted(word, word), DocumentTest::box, Map.of());

    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      List<Float> ends = new ArrayList<>();
      new PDFTextStripper() {
        @Override
        protected void processTextPosition(TextPosition letter) {
          ends.add(letter.getXDirAdj() + letter.getWidthDirAdj());
          super.processTextPosition(letter);
        }
      }.getText(pdf);
      assertThat(ends).hasSizeGreaterThan(400);
      assertThat(Collections.max(ends)).isLessThan(pdf.getPage(0).getMediaBox().getWidth() - 50);
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
