package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.EventTime;
import io.bidlake.openrtb.json.Found.Part;
import io.bidlake.openrtb.json.Found.Sign;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Time;
import io.bidlake.openrtb.json.Found.Wrapped;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the keys of an object say that is a document: its kind, its time, what it is wrapped in. */
final class TopLevel {

  static final Map<String, Key> KEYS = keys();

  private TopLevel() {}

  private static Map<String, Key> keys() {
    Map<String, Key> keys = new HashMap<>();
    keys.put("imp", new SignKey(Sign.REQUEST, false));
    List.of("site", "app", "dooh").forEach(it -> keys.put(it, new SignKey(Sign.REQUEST, true)));
    List.of("seatbid", "nbr", "bidid")
        .forEach(it -> keys.put(it, new SignKey(Sign.RESPONSE, false)));
    List.of("device", "user", "regs", "source", "at", "tmax")
        .forEach(it -> keys.put(it, new SignKey(Sign.PART_OF_REQUEST, false)));
    keys.put("id", new SignKey(Sign.ID, false));
    EventTime.KEYS.forEach(it -> keys.put(it, new TimeKey(it, EventTime.KEYS.indexOf(it))));
    putParts(
        keys,
        Wrapped.REQUEST,
        List.of("bidrequest", "bid_request", "bidRequest", "request", "req"));
    putParts(
        keys,
        Wrapped.RESPONSE,
        List.of("bidresponse", "bid_response", "bidResponse", "response", "res", "resp"));
    putParts(keys, Wrapped.EITHER, List.of("body", "payload", "data", "message", "event"));
    return Map.copyOf(keys);
  }

  private static void putParts(Map<String, Key> keys, Wrapped what, List<String> names) {
    names.forEach(name -> keys.put(name, new PartKey(what, names.indexOf(name), name)));
  }

  /** A key. */
  interface Key {

    /**
     * Looks at its value, which the parser is at.
     *
     * @return whether the value is read and done with: else it is one of the record, or unknown
     */
    boolean read(Reading in, JsonToken token) throws IOException;
  }

  /**
   * A key that says something of the kind.
   *
   * @param ofObject whether it says so only if its value is an object
   */
  private record SignKey(Sign sign, boolean ofObject) implements Key {

    @Override
    public boolean read(Reading in, JsonToken token) {
      if (!ofObject || token == JsonToken.START_OBJECT) {
        in.found().sign(sign);
      }
      return false;
    }
  }

  /** A key whose value is a time. */
  private record TimeKey(String name, int rank) implements Key {

    @Override
    public boolean read(Reading in, JsonToken token) throws IOException {
      switch (token) {
        case VALUE_NULL -> {}
        case VALUE_STRING -> {
          if (!in.json().isEmptyText()) {
            note(in, EventTime.ofText(in.json().string()));
          }
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            note(in, EventTime.ofNumber(in.json().string()));
        default -> {
          in.json().skip();
          note(in, OptionalLong.empty());
        }
      }
      return true;
    }

    private void note(Reading in, OptionalLong millis) {
      in.found().time(new Time(rank, name, millis));
    }
  }

  /** A key whose value can be a document. */
  private record PartKey(Wrapped what, int rank, String name) implements Key {

    @Override
    public boolean read(Reading in, JsonToken token) throws IOException {
      boolean isObject = token == JsonToken.START_OBJECT;
      if (in.isPart() || in.found().isEvent() || !(isObject || isDocument(in.json(), token))) {
        return false;
      }
      int from = in.json().tokenStart();
      Found part = isObject ? in.readPart(what.kind) : null;
      Span span = new Span(from, in.json().skip());
      in.found().part(what, new Part(rank, span, part));
      // It may be a field that is not known, and nothing more.
      in.enter(name);
      in.keep(span);
      in.leave();
      return true;
    }

    private static boolean isDocument(JsonInput json, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING || json.isEmptyText()) {
        return false;
      }
      char first = json.getTextCharacters()[json.getTextOffset()];
      return first == '{' || first == '[';
    }
  }
}
