package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.bidlake.openrtb.EventTime;
import io.bidlake.openrtb.json.Found.Part;
import io.bidlake.openrtb.json.Found.Sign;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Time;
import io.bidlake.openrtb.json.Found.Wrapped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The keys of a document that tell its kind or its time, or contain a wrapped document. */
final class TopLevel {

  static final Map<String, Key> KEYS = keys();

  private static final int MOST_SHOWN = 8;

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

  /** The error text for an object whose keys do not tell its kind. */
  static String refusalOf(byte[] source, Span object) throws IOException {
    List<String> first = new ArrayList<>();
    boolean isThree = false;
    try (JsonInput json = new JsonInput(source, object.from(), object.to(), false)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        isThree |= name.equals("openrtb");
        if (first.size() <= MOST_SHOWN) {
          first.add(first.size() < MOST_SHOWN ? shown(name) : "...");
        }
        json.nextToken();
        json.skipChildren();
      }
    }
    return isThree
        ? "OpenRTB 3.0, which is not read"
        : "neither a bid request nor a bid response: "
            + (first.isEmpty() ? "no keys" : "keys " + String.join(", ", first));
  }

  private static String shown(String name) {
    String begin = name.substring(0, Math.min(Reading.LONGEST_SHOWN, name.length()));
    String cut = begin.length() < name.length() ? "..." : "";
    return new String(JsonStringEncoder.getInstance().quoteAsString(begin)) + cut;
  }

  /** A key. */
  interface Key {

    /**
     * Handles the key's value, which the parser is at.
     *
     * @return true if the value has been consumed; false if it is a member of the record or unknown
     */
    boolean read(Reading in, JsonToken token) throws IOException;

    /** What the key alone implies, whatever its value; null for nothing. */
    default Sign sign() {
      return null;
    }
  }

  /**
   * A key that implies the kind of its object.
   *
   * @param ofObject whether it does so only if its value is an object
   */
  private record SignKey(Sign of, boolean ofObject) implements Key {

    @Override
    public Sign sign() {
      return ofObject ? null : of;
    }

    @Override
    public boolean read(Reading in, JsonToken token) {
      if (!ofObject || token == JsonToken.START_OBJECT) {
        in.found().sign(of);
      }
      return false;
    }
  }

  /** A key whose value is the event time. */
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
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          long digits = in.json().shortDigits();
          note(
              in,
              digits >= 0
                  ? OptionalLong.of(EventTime.ofWhole(digits))
                  : EventTime.ofNumber(in.json().string()));
        }
        default -> note(in, OptionalLong.empty());
      }
      return true;
    }

    private void note(Reading in, OptionalLong millis) throws IOException {
      String fault = millis.isPresent() ? null : name + " is no time: " + in.shown();
      in.found().time(new Time(rank, millis, fault));
    }
  }

  /** A key whose value can be a wrapped document. */
  private record PartKey(Wrapped what, int rank, String name) implements Key {

    @Override
    public boolean read(Reading in, JsonToken token) throws IOException {
      if (in.isPart() || in.found().isEvent()) {
        return false;
      }
      boolean isObject = token == JsonToken.START_OBJECT;
      int from = in.json().tokenStart();
      if (!isObject && !isDocument(in.json(), token)) {
        if (what.kind != null && isText(in.json(), token)) {
          String fault = name + " must be JSON, was " + in.shown();
          // Any value that can be a document wins over it.
          int last = KEYS.size() + rank;
          in.found().part(what, new Part(last, new Span(from, in.json().skip()), null, fault));
        }
        return false;
      }
      Found part = isObject ? in.readPart(what.kind) : null;
      Span span = new Span(from, in.json().skip());
      in.found().part(what, new Part(rank, span, part, null));
      // Kept too: it may be nothing but an unknown field.
      in.enter(name);
      in.keep(span);
      in.leave();
      return true;
    }

    private static boolean isDocument(JsonInput json, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING || json.isEmptyText()) {
        return token == JsonToken.START_ARRAY && !json.isEmptyArray();
      }
      char first = json.getTextCharacters()[json.getTextOffset()];
      return first == '{' || first == '[';
    }

    /** A text, such as an error page, is a fault; a number is a status code and is ignored. */
    private static boolean isText(JsonInput json, JsonToken token) throws IOException {
      return token == JsonToken.VALUE_STRING && !json.getText().trim().isEmpty();
    }
  }
}
