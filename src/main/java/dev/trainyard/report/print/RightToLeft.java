package dev.trainyard.report.print;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Finds what runs from right to left in a paragraph, by the Unicode bidirectional algorithm as the
 * JDK has it. No letters are joined: the fonts of a PDF have no script that needs it.
 */
final class RightToLeft implements BidiSplitter {
  private static final String MIRRORED = "()[]{}<>«»";

  private List<BidiTextRun> runs = List.of();

  /** Turns the text of a run around. */
  static final class Reorderer implements BidiReorderer {
    @Override
    public String reorderRTLTextToLTR(String text) {
      // By what a reader takes for one character: points stay with their letters.
      BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
      characters.setText(text);
      StringBuilder turned = new StringBuilder(text.length());
      for (int end = characters.last(), start = characters.previous();
          start != BreakIterator.DONE;
          end = start, start = characters.previous()) {
        turned.append(mirrored(text.substring(start, end)));
      }
      return turned.toString();
    }

    private static String mirrored(String character) {
      int place = MIRRORED.indexOf(character);
      return place < 0 ? character : String.valueOf(MIRRORED.charAt(place ^ 1));
    }

    @Override
    public String shapeText(String text) {
      return text;
    }

    @Override
    public String deshapeText(String text) {
      return text;
    }

    @Override
    public boolean isLiveImplementation() {
      return true;
    }
  }

  @Override
  public void setParagraph(String paragraph, byte direction) {
    Bidi bidi =
        new Bidi(
            paragraph,
            direction == RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
    int count = bidi.getRunCount();
    byte[] levels = new byte[count];
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    for (int run = 0; run < count; run++) {
      levels[run] = (byte) bidi.getRunLevel(run);
    }
    Bidi.reorderVisually(levels, 0, order, 0, count);
    runs = Arrays.stream(order).map(run -> run(bidi, run)).toList();
  }

  private static BidiTextRun run(Bidi bidi, int run) {
    int start = bidi.getRunStart(run);
    boolean turned = bidi.getRunLevel(run) % 2 == 1;
    return new BidiTextRun(start, bidi.getRunLimit(run) - start, turned ? RTL : LTR);
  }

  @Override
  public int countTextRuns() {
    return runs.size();
  }

  @Override
  public BidiTextRun getVisualRun(int run) {
    return runs.get(run);
  }

  @Override
  public byte getBaseDirection(String paragraph) {
    return paragraph.isEmpty()
            || new Bidi(paragraph, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight()
        ? LTR
        : RTL;
  }
}
