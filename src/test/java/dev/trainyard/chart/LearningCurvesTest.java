package dev.trainyard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.Curves;
import dev.trainyard.experiment.Metric;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class LearningCurvesTest {
  private static final Picture.Size USUAL = new Picture.Size(800, 500);

  @ParameterizedTest
  @CsvSource({"800, 500", "1600, 1000", "300, 200"})
  void hasTheSizeAskedFor(int width, int height) throws IOException {
    BufferedImage image =
        image(draw(SampleCurves.replicates(1, 10), new Picture.Size(width, height)));

    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void drawsTrainingAndValidationInTheirOwnColours(int trials) throws IOException {
    BufferedImage image = image(draw(SampleCurves.replicates(trials, 10), USUAL));

    assertThat(pixels(image, Palette.BLUE)).isGreaterThan(100);
    assertThat(pixels(image, Palette.VERMILLION)).isGreaterThan(100);
  }

  @Test
  void drawsASingleEpoch() throws IOException {
    BufferedImage image = image(draw(SampleCurves.replicates(1, 1), USUAL));

    assertThat(pixels(image, Palette.VERMILLION)).isGreaterThan(10);
  }

  @Test
  void drawsNoLineBeforeTheFirstEpochIsFinished() throws IOException {
    BufferedImage image = image(draw(SampleCurves.replicates(1, 0), USUAL));

    assertThat(pixels(image, Palette.BLUE)).isZero();
    assertThat(pixels(image, Palette.VERMILLION)).isZero();
  }

  @Test
  void drawsEachCellOfASweep() throws IOException {
    Curves sweep = SampleCurves.sweep(List.of(1e-5, 1e-4), 3, 10);

    BufferedImage image = image(draw(sweep, USUAL));

    for (Color colour : Palette.lines(2)) {
      assertThat(pixels(image, colour)).isGreaterThan(50);
    }
  }

  @Test
  void isAlsoADrawing() throws Exception {
    byte[] svg = draw(SampleCurves.replicates(1, 10), USUAL).svg();

    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element root =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg)).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getElementsByTagName("*").getLength()).isGreaterThan(50);
  }

  private static Picture draw(Curves curves, Picture.Size size) {
    return LearningCurves.of(curves, Metric.ACCURACY, "Experiment 1: baseline on mnist", size);
  }

  static BufferedImage image(Picture picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture.png()));
  }

  static long pixels(BufferedImage image, Color colour) {
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(all).filter(pixel -> pixel == colour.getRGB()).count();
  }
}
