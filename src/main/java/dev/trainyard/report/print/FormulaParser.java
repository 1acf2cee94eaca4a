package dev.trainyard.report.print;

import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Reads {@code $...$} and {@code $$...$$} as formulas. */
final class FormulaParser implements InlineContentParser, InlineContentParserFactory {
  private static final char MARK = '$';

  @Override
  public Set<Character> getTriggerCharacters() {
    return Set.of(MARK);
  }

  @Override
  public InlineContentParser create() {
    return this;
  }

  @Override
  public ParsedInline tryParse(InlineParserState state) {
    Scanner scanner = state.scanner();
    int marks = scanner.matchMultiple(MARK);
    Position begin = scanner.position();
    if (marks > 2 || scanner.find(MARK) < 1) {
      return ParsedInline.none();
    }
    String latex = scanner.getSource(begin, scanner.position()).getContent();
    return scanner.matchMultiple(MARK) == marks
        ? ParsedInline.of(new Formula(latex, marks == 2), scanner.position())
        : ParsedInline.none();
  }
}
