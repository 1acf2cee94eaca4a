package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.statistics.Comparison;
import dev.trainyard.statistics.PairedImages;
import dev.trainyard.statistics.Variation;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The same numbers, turned round, have to read the opposite. */
@NullUnmarked
class ContrastTest {
  private static final int IMAGES = 10_000;

  @Test
  void saysThatTwelveImagesAreGainedIfAllSeedsGainThem() {
    assertThat(words(12, 11, 13))
        .isEqualTo(
            "gains 12 images, and both other seeds and other test images can be expected to show it");
  }

  @Test
  void saysThatTwelveImagesAreLostIfAllSeedsLoseThem() {
    assertThat(words(-12, -11, -13))
        .isEqualTo(
            "loses 12 images, and both other seeds and other test images can be expected to show it");
  }

  @Test
  void saysThatNothingIsShownWhereNothingIs() {
    assertThat(words(0, 1, -1)).isEqualTo("shows no difference beyond chance in these runs");
    assertThat(words(0, 0, 0)).isEqualTo("shows no difference beyond chance in these runs");
    assertThat(words(30, -20, 26))
        .isEqualTo(
            "gains 12 images, which is within what a change of seeds does (not significant)");
    assertThat(words(-30, 20, -26))
        .isEqualTo(
            "loses 12 images, which is within what a change of seeds does (not significant)");
  }

  @Test
  void saysThatAGainIsSmallAndOfTheseImagesOnly() {
    assertThat(contrast(churning(5, 40)).words().replace('\u00a0', ' '))
        .isEqualTo(
            "gains 5 images, too few to matter; the effect repeats from seed to seed on these test images, but is not established for others");
    assertThat(contrast(churning(-5, 40)).words().replace('\u00a0', ' '))
        .startsWith("loses 5 images, too few to matter;");
  }

  @Test
  void saysOfOneReplicateThatNothingIsShown() {
    PairedImages paired = PairedImages.of(IMAGES, List.of(right(100)), List.of(right(200)));
    Comparison comparison = Comparison.of(paired);

    assertThat(
            new Contrast(null, null, null, comparison, null, comparison.otherImages().p())
                .verdict())
        .isEqualTo("not\u00a0shown");
  }

  /** Each seed's network errs on this many images fewer than the one it is compared with. */
  private static String words(int... gains) {
    List<BitSet> base = IntStream.of(gains).mapToObj(_ -> right(200)).toList();
    List<BitSet> other = IntStream.of(gains).mapToObj(gain -> right(200 - gain)).toList();
    return contrast(PairedImages.of(IMAGES, other, base)).words().replace('\u00a0', ' ');
  }

  /** The same gain with every seed, while each also swaps many images for others. */
  private static PairedImages churning(int gain, int swapped) {
    BitSet base = right(200);
    BitSet other = right(200 - swapped);
    other.flip(IMAGES - swapped + gain, IMAGES);
    return PairedImages.of(IMAGES, List.of(other, other, other), List.of(base, base, base));
  }

  private static Contrast contrast(PairedImages paired) {
    Comparison pairs = Comparison.of(paired);
    // Six degrees of freedom, as a table of four cells and three replicates has.
    Comparison comparison = new Comparison(paired, new Variation(pairs.seeds().deviation(), 6));
    return new Contrast(
        null, null, null, comparison, comparison.otherSeeds().p(), comparison.otherImages().p());
  }

  /** All but the first images. */
  private static BitSet right(int wrong) {
    BitSet right = new BitSet();
    right.set(wrong, IMAGES);
    return right;
  }
}
