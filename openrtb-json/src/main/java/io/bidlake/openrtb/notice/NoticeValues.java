package io.bidlake.openrtb.notice;

import io.bidlake.domain.Url;
import io.bidlake.model.NoticeKind;
import io.bidlake.openrtb.EventTime;
import io.bidlake.openrtb.NumberText;
import io.bidlake.openrtb.UnreadableDocument;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The values of a notice's macros. Empty values are absent. */
final class NoticeValues {

  /** What exchanges substitute for macros when they preview markup (section 4.4). */
  private static final String AUDIT = "AUDIT";

  private static final int MOST_PADDING = 2;

  private record Value(String text, Macro.Encoding encoding) {}

  private final NoticeKind kind;
  private UnreadableDocument undecodable;
  private final Map<Macro, Value> values = new EnumMap<>(Macro.class);

  NoticeValues(NoticeKind kind) {
    this.kind = kind;
  }

  NoticeKind kind() {
    return kind;
  }

  /** Sets a value, unless an earlier place in the template has set it. */
  void put(Macro.Use use, String text) {
    if (!text.isEmpty()) {
      values.putIfAbsent(use.macro(), new Value(text, use.encoding()));
    }
  }

  /** Sets a value that comes from the path. */
  void putEncoded(Macro.Use use, String encoded) {
    String text = Url.decode(encoded);
    if (text == null) {
      undecodable(use.macro().name(), encoded);
    } else {
      put(use, text);
    }
  }

  /** Notes that a value is not percent-encoded UTF-8. */
  void undecodable(String name, String encoded) {
    if (undecodable == null) {
      undecodable = UnreadableDocument.invalid(name, encoded, "is no percent-encoded UTF-8");
    }
  }

  boolean isAudit() {
    return values.values().stream().anyMatch(value -> value.text.equals(AUDIT));
  }

  /** Refuses values that cannot be decoded, and macros that were not substituted. */
  void requireSubstitution() throws UnreadableDocument {
    if (undecodable != null) {
      throw undecodable;
    }
    for (Map.Entry<Macro, Value> value : values.entrySet()) {
      if (value.getValue().text.contains("${")) {
        throw UnreadableDocument.invalid(
            value.getKey().name(), value.getValue().text, "was not substituted");
      }
    }
  }

  /** The text of a macro; null if it is absent. */
  String text(Macro macro) {
    Value value = values.get(macro);
    return value == null ? null : value.text;
  }

  String required(Macro macro) throws UnreadableDocument {
    String text = text(macro);
    if (text == null) {
      throw UnreadableDocument.missing(macro.name());
    }
    return text;
  }

  /** A price; null if it is absent. */
  Double price(Macro macro) throws UnreadableDocument {
    Value value = values.get(macro);
    if (value == null) {
      return null;
    }
    OptionalDouble price =
        switch (value.encoding) {
          case PLAIN -> NumberText.ofDouble(value.text);
          case MICROS -> NumberText.ofMillionths(value.text);
          case B64 -> base64(value.text);
        };
    return price.orElseThrow(
        () -> UnreadableDocument.invalid(macro.name(), value.text, "is no price"));
  }

  private static OptionalDouble base64(String text) {
    String standard = text.trim().replace('-', '+').replace('_', '/');
    int end = standard.length();
    while (end > Math.max(0, standard.length() - MOST_PADDING) && standard.charAt(end - 1) == '=') {
      end--;
    }
    try {
      byte[] number = Base64.getDecoder().decode(standard.substring(0, end));
      return NumberText.ofDouble(new String(number, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return OptionalDouble.empty();
    }
  }

  /** A whole number; null if it is absent. */
  Integer integer(Macro macro) throws UnreadableDocument {
    String text = text(macro);
    if (text == null) {
      return null;
    }
    OptionalInt number = NumberText.ofInt(text);
    return number.orElseThrow(
        () -> UnreadableDocument.invalid(macro.name(), text, "is no whole number"));
  }

  /** A time, in epoch milliseconds; null if it is absent. */
  Long time(Macro macro) throws UnreadableDocument {
    String text = text(macro);
    if (text == null) {
      return null;
    }
    String digits = text.trim();
    OptionalLong time =
        digits.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || digit == '.')
            ? EventTime.ofText(digits)
            : OptionalLong.empty();
    return time.orElseThrow(() -> UnreadableDocument.invalid(macro.name(), text, "is no time"));
  }
}
