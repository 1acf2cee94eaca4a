package dev.trainyard.intake;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users say of a dataset beside its images.
 *
 * @param title the name that people use
 * @param height to which images are brought, in pixels; null for the one that they have
 * @param width as {@code height}
 * @param channels 1 for grey, 3 for colour; null for grey if every image is
 * @param classes the names of all classes in their order, of an IDX file by its numbers; empty for
 *     those that are found, in theirs
 * @param label where a table has the labels; null for the column that its header names, or else the
 *     first
 * @param seed by which images are split where they are not yet
 * @param testFraction the part of each class that becomes test images then, between 0 and 1
 */
public record IntakeOptions(
    String name,
    String title,
    @Nullable Integer height,
    @Nullable Integer width,
    @Nullable Integer channels,
    List<String> classes,
    @Nullable LabelColumn label,
    long seed,
    double testFraction) {

  /** Where a table has the labels. */
  public enum LabelColumn {
    FIRST,
    LAST
  }

  /** The names in a text that has commas between them; blanks around them do not count. */
  public static List<String> names(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
