package io.bidlake.openrtb.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A part of a template: constant text and any number of macros. */
final class TextPattern {

  /** Receives the value of a macro. */
  @FunctionalInterface
  interface Values {
    void put(Macro.Use use, String value);
  }

  /** The constant texts before, between and after the macros: one more than there are macros. */
  private final List<String> constants = new ArrayList<>();

  /** The macros; empty for one that fills no column. */
  private final List<Optional<Macro.Use>> macros = new ArrayList<>();

  private final int shortest;

  /**
   * @param text of a template, such as {@code ${AUCTION_ID}.gif}
   * @param constant converts the text between macros to the form that is compared
   * @param shortest least number of characters in the value of a macro
   * @throws IllegalArgumentException if a macro in the text is invalid
   */
  TextPattern(String text, UnaryOperator<String> constant, int shortest) {
    this.shortest = shortest;
    int start = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", start)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("a macro has no end: " + text.substring(open));
      }
      Optional<Macro.Use> use = Macro.use(text.substring(open + 2, close));
      boolean adjoins = open == start && !macros.isEmpty();
      Optional<Macro.Use> last = adjoins ? macros.get(macros.size() - 1) : Optional.empty();
      if (adjoins && (use.isPresent() || last.isPresent())) {
        throw new IllegalArgumentException(
            "nothing stands between two macros, so their values cannot be told apart: " + text);
      }
      if (!adjoins) {
        constants.add(constant.apply(text.substring(start, open)));
        macros.add(use);
      }
      start = close + 1;
    }
    constants.add(constant.apply(text.substring(start)));
  }

  boolean isConstant() {
    return macros.isEmpty();
  }

  /** Whether it consists of one macro alone, which matches any value. */
  boolean isMacro() {
    return macros.size() == 1 && constantLength() == 0;
  }

  /** Whether it consists of one macro alone that fills no column. */
  boolean isAnything() {
    return isMacro() && macros.get(0).isEmpty();
  }

  int constantLength() {
    return constants.stream().mapToInt(String::length).sum();
  }

  /** The macros that fill columns. */
  List<Macro.Use> uses() {
    return macros.stream().flatMap(Optional::stream).toList();
  }

  /**
   * Reads a part of a text, and passes the values of macros on as far as it matches.
   *
   * @return whether all of it matches this pattern
   */
  boolean read(String text, int start, int end, Values values) {
    String first = constants.get(0);
    int position = start + first.length();
    if (position > end || !text.startsWith(first, start)) {
      return false;
    }
    for (int i = 0; i < macros.size(); i++) {
      int valueEnd = valueEnd(i, text, position, end);
      if (valueEnd < 0) {
        return false;
      }
      if (macros.get(i).isPresent()) {
        values.put(macros.get(i).get(), text.substring(position, valueEnd));
      }
      position = valueEnd + constants.get(i + 1).length();
    }
    return position == end;
  }

  /** Where the value of a macro ends: the last one is greedy, all others are reluctant. */
  private int valueEnd(int macro, String text, int start, int end) {
    String after = constants.get(macro + 1);
    int earliest = start + shortest;
    if (macro == macros.size() - 1) {
      int rest = end - after.length();
      return rest >= earliest && text.startsWith(after, rest) ? rest : -1;
    }
    int found = text.indexOf(after, earliest);
    return found >= 0 && found + after.length() <= end ? found : -1;
  }
}
