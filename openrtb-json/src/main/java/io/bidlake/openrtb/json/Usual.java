package io.bidlake.openrtb.json;

/** The form in which most programs write a kind of value; {@link UsualMembers} reads it. */
enum Usual {
  /** A text that is not empty and has no escapes. */
  TEXT("text", "textValue(value, next)"),
  /** A text without blanks at its ends. */
  CODE("code", "textValue(value, next)"),
  /** Three capital letters. */
  CURRENCY("currency", "textValue(value, next)"),
  INT("whole", "wholeValue()"),
  /** 0 or 1. */
  FLAG("flag", "wholeValue()"),
  DOUBLE("number", "numberValue()"),
  /** Arrays with at least one element, each written as above. */
  TEXTS("texts", "listValue()"),
  CURRENCIES("currencies", "listValue()"),
  INTS("wholes", "listValue()"),
  /** Objects, and all values that Jackson has to parse. */
  OTHER("", "");

  /** Name of the method that finds the end of the value. */
  final String end;

  /** Expression for the value, once its end is known. */
  final String value;

  Usual(String end, String value) {
    this.end = end;
    this.value = value;
  }

  /** The form of an array of such values. */
  Usual array() {
    return switch (this) {
      case TEXT -> TEXTS;
      case CURRENCY -> CURRENCIES;
      case INT -> INTS;
      default -> OTHER;
    };
  }
}
