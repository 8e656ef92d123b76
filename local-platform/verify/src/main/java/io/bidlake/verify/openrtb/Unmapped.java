package io.bidlake.verify.openrtb;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.bidlake.verify.text.Json;
import java.util.List;
import org.apache.avro.util.Utf8;

/** The values without a field in the record, in the order of the document. */
final class Unmapped {

  private static final String EVERYTHING = "/";

  private final List<String> leftOut;
  private final boolean kept;
  private final StringBuilder text = new StringBuilder();

  private Unmapped(List<String> leftOut, boolean kept) {
    this.leftOut = leftOut;
    this.kept = kept;
  }

  /**
   * @param leftOut JSON pointers without positions; values there and below are not kept
   */
  static Unmapped except(List<String> leftOut) {
    return new Unmapped(leftOut, !leftOut.contains(EVERYTHING));
  }

  /** Keeps nothing, for values that are kept elsewhere. */
  static Unmapped keptElsewhere() {
    return new Unmapped(List.of(), false);
  }

  void add(Place place, Json value) {
    if (kept && !value.isNull() && !isLeftOut(place.pointerOfField())) {
      text.append(text.isEmpty() ? "{\"" : ",\"");
      JsonStringEncoder.getInstance().quoteAsString(place.pointer(), text);
      text.append("\":").append(value.source());
    }
  }

  private boolean isLeftOut(String pointer) {
    return leftOut.stream()
        .anyMatch(prefix -> pointer.equals(prefix) || pointer.startsWith(prefix + "/"));
  }

  /** A JSON object from pointers to values; null if it would be empty. */
  Utf8 text() {
    return text.isEmpty() ? null : new Utf8(text + "}");
  }
}
