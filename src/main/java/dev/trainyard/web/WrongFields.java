package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with a document, in a time that grows no faster than their number. */
final class WrongFields {
  private final String at;
  private final List<WrongField> errors = new ArrayList<>();

  /** The fields that are wrong. */
  private final Set<String> wrong = new HashSet<>();

  /** What the fields that are wrong lie in. */
  private final Set<String> around = new HashSet<>();

  /**
   * None yet.
   *
   * @param at the path of the document in the request; empty where it is the whole
   */
  WrongFields(String at) {
    this.at = at;
  }

  /**
   * Adds one, unless it only follows from another: where something was put aside, its absence and
   * an emptied list are no further errors, nor are the elements of a list that is wrong itself.
   *
   * @param path of the field in the document; empty for the document
   */
  void add(String path, String message) {
    String joined = at.isEmpty() || path.isEmpty() ? at + path : at + "." + path;
    String field = joined.isEmpty() ? WrongField.BODY : joined;
    if (around.contains(field) || isElementOfAWrongList(field) || !wrong.add(field)) {
      return;
    }
    errors.add(new WrongField(field, message));
    for (int i = 1; i < field.length(); i++) {
      if (field.charAt(i) == '.' || field.charAt(i) == '[') {
        around.add(field.substring(0, i));
      }
    }
  }

  int count() {
    return errors.size();
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /** Says these, of which there is at least one. */
  Refusal refusal() {
    return Refusal.invalid(errors);
  }

  /** Says these, and that there may be others. */
  Refusal refusalOfThoseAndOthers() {
    return Refusal.invalidAmongOthers(errors);
  }

  private boolean isElementOfAWrongList(String field) {
    for (int i = field.indexOf('['); i > 0; i = field.indexOf('[', i + 1)) {
      if (wrong.contains(field.substring(0, i))) {
        return true;
      }
    }
    return false;
  }
}
