package dev.trainyard.report.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
    return Document.of(
        "A title",
        TEXT,
        key ->
            new Drawing(
                400,
                100,
                graphics -> {
                  graphics.setColor(Color.BLUE);
                  graphics.drawRect(5, 5, 390, 90);
                  graphics.drawString(key, 20, 50);
                }));
  }

  @Test
  void numbersFiguresAndTables() throws Exception {
    assertThat(document().markdown()).contains("see Figure 1 and Table 1.");
    Files.write(Path.of("/tmp/rp/a.pdf"), document().pdf());
    Files.writeString(Path.of("/tmp/rp/a.html"), document().html());
    Files.write(Path.of("/tmp/rp/a.zip"), document().zip());
  }
}
