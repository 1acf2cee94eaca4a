package dev.trainyard.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.BuiltInDatasets;
import dev.trainyard.dataset.Composition;
import dev.trainyard.dataset.DatasetFacts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class LikenessTest {
  private static final Color CLEAR = new Color(0, 0, 0, 0);
  private static final Likeness MNIST = new Likeness(BuiltInDatasets.MNIST);

  private static DatasetFacts facts(int height, int width, int channels, Composition composition) {
    return new DatasetFacts(
        "own",
        "Own",
        "",
        height,
        width,
        channels,
        List.of("a", "b"),
        null,
        null,
        List.of(),
        null,
        composition);
  }

  /** A seven. */
  private static Bitmap seven(Color ground, Color ink, int side, double scale, int left, int top) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setColor(ground);
    g.fillRect(0, 0, side, side);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(ink);
    g.translate(left, top);
    g.scale(scale, scale);
    g.setStroke(new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.drawPolyline(new int[] {10, 70, 30}, new int[] {10, 10, 110}, 3);
    g.dispose();
    return Bitmap.of(image);
  }

  private static byte[] digit(Color ground, Color ink) throws UnusableImage {
    return MNIST.of(seven(ground, ink, 200, 1, 60, 40));
  }

  @Test
  void findsInkOfAnyColourOnAnyGround() throws UnusableImage {
    byte[] expected = digit(Color.WHITE, Color.BLACK);
    for (byte[] other :
        List.of(
            digit(Color.BLACK, Color.WHITE),
            digit(Color.BLUE, Color.RED),
            digit(Color.WHITE, Color.YELLOW),
            digit(CLEAR, Color.BLACK),
            digit(CLEAR, Color.WHITE),
            digit(new Color(90, 110, 100), new Color(150, 120, 100)))) {
      assertThat(largestDifference(expected, other)).isLessThan(26);
    }
  }

  @Test
  void findsItWhereverItStandsAndHoweverLargeItIs() throws UnusableImage {
    byte[] expected = digit(Color.WHITE, Color.BLACK);

    byte[] elsewhere = MNIST.of(seven(Color.WHITE, Color.BLACK, 200, 1, 0, 0));
    byte[] large = MNIST.of(seven(Color.WHITE, Color.BLACK, 1300, 8, 300, 100));
    byte[] huge = MNIST.of(seven(Color.WHITE, Color.BLACK, 3000, 20, 700, 300));

    assertThat(elsewhere).isEqualTo(expected);
    assertThat(largestDifference(expected, large)).isLessThan(64);
    assertThat(largestDifference(large, huge)).isLessThan(40);
  }

  @Test
  void fitsItIntoItsBoxAndCentresItsMass() throws UnusableImage {
    byte[] digit = digit(Color.WHITE, Color.BLACK);
    double mass = 0;
    double x = 0;
    double y = 0;
    int first = 28;
    int last = 0;
    for (int i = 0; i < digit.length; i++) {
      int value = digit[i] & 0xff;
      mass += value;
      int row = i / 28;
      x += value * (i % 28 + 0.5);
      y += value * (row + 0.5);
      if (value > 0) {
        first = Math.min(first, row);
        last = Math.max(last, row);
      }
    }
    assertThat(last - first + 1).isEqualTo(20);
    assertThat(x / mass).isBetween(13.5, 14.5);
    assertThat(y / mass).isBetween(13.5, 14.5);
  }

  @Test
  void makesThinStrokesAsStrongAsAPens() throws UnusableImage {
    Bitmap hairline = seven(Color.WHITE, Color.BLACK, 1600, 0.3, 10, 10);
    byte[] digit = MNIST.of(hairline);
    assertThat(largest(digit)).isEqualTo(255);
  }

  @Test
  void overlooksSpecks() throws UnusableImage {
    Bitmap clean = seven(Color.WHITE, Color.BLACK, 400, 2, 100, 80);
    int[] dirty = clean.argb().clone();
    dirty[5 * 400 + 7] = 0xff000000;
    dirty[390 * 400 + 380] = 0xff000000;
    assertThat(largestDifference(MNIST.of(new Bitmap(400, 400, dirty)), MNIST.of(clean)))
        .isLessThan(26);
  }

  @Test
  void leavesWhatLooksAlikeAsItIs() throws UnusableImage {
    byte[] digit = digit(Color.WHITE, Color.BLACK);
    int[] moved = new int[28 * 28];
    Arrays.fill(moved, 0xff000000);
    for (int i = 0; i < moved.length - 3; i++) {
      moved[i] = 0xff000000 | (digit[i + 3] & 0xff) * 0x010101;
    }

    byte[] taken = MNIST.of(new Bitmap(28, 28, moved));

    for (int i = 0; i < moved.length; i++) {
      assertThat(taken[i] & 0xff).isEqualTo(moved[i] & 0xff);
    }
  }

  @Test
  void turnsOneOfTheRightSizeRoundThatIsDarkOnLight() throws UnusableImage {
    byte[] digit = digit(Color.WHITE, Color.BLACK);
    int[] inverted = new int[28 * 28];
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 0xff000000 | (255 - (digit[i] & 0xff)) * 0x010101;
    }
    assertThat(largestDifference(MNIST.of(new Bitmap(28, 28, inverted)), digit)).isLessThan(64);
  }

  @Test
  void refusesABlankOne() {
    Bitmap blank = new Bitmap(50, 40, new int[50 * 40]);
    assertThatThrownBy(() -> MNIST.of(blank))
        .isInstanceOf(UnusableImage.class)
        .hasMessageStartingWith("is blank: nothing stands out");
  }

  @Test
  void scalesWholePicturesToSizeAndChannels() throws UnusableImage {
    int[] halves = new int[40 * 20];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = i % 40 < 20 ? 0xffff8000 : 0x00123456;
    }
    Bitmap picture = new Bitmap(40, 20, halves);

    byte[] colour = new Likeness(facts(2, 2, 3, Composition.WHOLE_PICTURE)).of(picture);
    byte[] grey = new Likeness(facts(1, 2, 1, Composition.WHOLE_PICTURE)).of(picture);

    byte w = (byte) 255;
    assertThat(colour)
        .containsExactly(new byte[] {w, (byte) 128, 0, w, w, w, w, (byte) 128, 0, w, w, w});
    assertThat(grey).containsExactly(new byte[] {(byte) 151, w});
  }

  @Test
  void turnsWhatStandsOnWhiteRoundWhereTheOthersStandOnBlack() throws UnusableImage {
    Likeness onBlack = new Likeness(facts(4, 4, 1, Composition.WHOLE_ON_BLACK));
    byte[] light = onBlack.of(seven(Color.BLACK, Color.LIGHT_GRAY, 200, 1, 60, 40));

    for (Color ground : List.of(Color.WHITE, CLEAR)) {
      byte[] turned = onBlack.of(seven(ground, Color.DARK_GRAY, 200, 1, 60, 40));
      assertThat(largestDifference(turned, light)).isLessThanOrEqualTo(1);
    }
    assertThat(light)
        .containsExactly(
            new Likeness(facts(4, 4, 1, Composition.WHOLE_PICTURE))
                .of(seven(Color.BLACK, Color.LIGHT_GRAY, 200, 1, 60, 40)));
  }

  @Test
  void seesWhatWasCutOutWhetherItIsDarkOrLightAndHoweverLargeItIs() throws UnusableImage {
    for (Composition composition :
        List.of(Composition.LIGHT_ON_BLACK, Composition.WHOLE_ON_BLACK)) {
      Likeness likeness = new Likeness(facts(8, 8, 1, composition));
      for (int side : List.of(8, 64)) {
        byte[] light = likeness.of(square(side, 0xffcccccc));
        byte[] dark = likeness.of(square(side, 0xff333333));

        assertThat(light[0]).isZero();
        assertThat(light[8 * 4 + 4] & 0xff).isEqualTo(0xcc);
        assertThat(dark).isEqualTo(light);
      }
    }
  }

  /** On nothing, more than half of the picture. */
  private static Bitmap square(int side, int colour) {
    int[] argb = new int[side * side];
    for (int y = side / 8; y < side - side / 8; y++) {
      Arrays.fill(argb, y * side + side / 8, (y + 1) * side - side / 8, colour);
    }
    return new Bitmap(side, side, argb);
  }

  @Test
  void refusesToLookAtWhatIsAllOfOneColour() throws UnusableImage {
    for (Composition composition : Composition.values()) {
      Likeness likeness = new Likeness(facts(8, 8, 3, composition));
      for (int colour : List.of(0xff000000, 0xffffffff, 0xff2040c0, 0)) {
        for (int width : List.of(8, 16)) {
          int[] plain = new int[8 * width];
          Arrays.fill(plain, colour);
          assertThatThrownBy(() -> likeness.ofSomething(new Bitmap(width, 8, plain)))
              .as("%s %x %d", composition, colour, width)
              .isInstanceOf(UnusableImage.class)
              .hasMessageStartingWith("is blank: nothing stands out");
        }
      }
    }
    Likeness onePixel = new Likeness(facts(1, 1, 1, Composition.WHOLE_PICTURE));
    assertThat(onePixel.ofSomething(new Bitmap(1, 1, new int[] {0xff808080})))
        .containsExactly(new byte[] {(byte) 0x80});
  }

  @Test
  void makesAColouredPictureOfAGreyOne() throws UnusableImage {
    int[] grey = new int[16];
    Arrays.fill(grey, 0xff404040);
    assertThat(new Likeness(facts(1, 1, 3, Composition.WHOLE_PICTURE)).of(new Bitmap(4, 4, grey)))
        .containsExactly(new byte[] {64, 64, 64});
  }

  @Test
  void fitsLightOnBlackWithItsAspectKept() throws UnusableImage {
    int[] wide = new int[40 * 20];
    Arrays.fill(wide, 0xffffffff);
    for (int y = 5; y < 15; y++) {
      Arrays.fill(wide, y * 40 + 10, y * 40 + 30, 0xff000000);
    }
    byte[] fitted =
        new Likeness(facts(4, 4, 1, Composition.LIGHT_ON_BLACK)).of(new Bitmap(40, 20, wide));

    byte half = (byte) 128;
    assertThat(fitted)
        .containsExactly(new byte[] {0, 0, 0, 0, 0, half, half, 0, 0, half, half, 0, 0, 0, 0, 0});
  }

  private static int largestDifference(byte[] one, byte[] other) {
    int largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((one[i] & 0xff) - (other[i] & 0xff)));
    }
    return largest;
  }

  private static int largest(byte[] digit) {
    return largestDifference(digit, new byte[digit.length]);
  }
}
