package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import io.bidlake.openrtb.EventTime;
import io.bidlake.openrtb.json.Found.Sign;
import io.bidlake.openrtb.json.Found.Span;
import io.bidlake.openrtb.json.Found.Wrapped;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the keys of an object say that is a document: its kind, its time, what it is wrapped in. */
final class TopLevel {

  private static final Map<String, Key> KEYS = keys();

  /**
   * A key.
   *
   * @param sign what it says of the kind; null for nothing
   * @param ofObject whether it says so only if its value is an object
   * @param isTime whether its value is a time
   * @param wrapped what its value is, if it is a document; null if it cannot be
   * @param rank which of several goes before the others
   */
  private record Key(Sign sign, boolean ofObject, boolean isTime, Wrapped wrapped, int rank) {}

  private TopLevel() {}

  private static Map<String, Key> keys() {
    Map<String, Key> keys = new HashMap<>();
    keys.put("imp", new Key(Sign.REQUEST, false, false, null, 0));
    for (String name : List.of("site", "app", "dooh")) {
      keys.put(name, new Key(Sign.REQUEST, true, false, null, 0));
    }
    for (String name : List.of("seatbid", "nbr", "bidid")) {
      keys.put(name, new Key(Sign.RESPONSE, false, false, null, 0));
    }
    for (String name : List.of("device", "user", "regs", "source", "at", "tmax")) {
      keys.put(name, new Key(Sign.PART_OF_REQUEST, false, false, null, 0));
    }
    keys.put("id", new Key(Sign.ID, false, false, null, 0));
    List<String> times = EventTime.KEYS;
    times.forEach(name -> keys.put(name, new Key(null, false, true, null, times.indexOf(name))));
    putWrapped(
        keys,
        Wrapped.REQUEST,
        List.of("bidrequest", "bid_request", "bidRequest", "request", "req"));
    putWrapped(
        keys,
        Wrapped.RESPONSE,
        List.of("bidresponse", "bid_response", "bidResponse", "response", "res", "resp"));
    putWrapped(keys, Wrapped.EITHER, List.of("body", "payload", "data", "message", "event"));
    return keys;
  }

  private static void putWrapped(Map<String, Key> keys, Wrapped what, List<String> names) {
    names.forEach(name -> keys.put(name, new Key(null, false, false, what, names.indexOf(name))));
  }

  /**
   * Looks at a member whose value the parser is at.
   *
   * @param isField whether the record has a field for it
   * @return whether the value is read and done with
   */
  static boolean read(Reading in, String name, JsonToken token, boolean isField)
      throws IOException {
    Key key = KEYS.get(name);
    if (key == null) {
      return false;
    }
    if (key.sign != null && (!key.ofObject || token == JsonToken.START_OBJECT)) {
      in.found().sign(key.sign);
    }
    if (isField) {
      return false;
    }
    if (key.isTime) {
      readTime(in, name, token, key);
      return true;
    }
    if (key.wrapped != null) {
      readWrapped(in, name, token, key);
      return true;
    }
    return false;
  }

  private static void readTime(Reading in, String name, JsonToken token, Key key)
      throws IOException {
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> {
        String text = in.json.string();
        if (!text.isEmpty()) {
          in.found().time(key.rank, name, EventTime.ofText(text));
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          in.found().time(key.rank, name, EventTime.ofNumber(in.json.string()));
      default -> {
        in.json.skip();
        in.found().time(key.rank, name, OptionalLong.empty());
      }
    }
  }

  /** It may be a field that is not known, and nothing more: so it is kept as well. */
  private static void readWrapped(Reading in, String name, JsonToken token, Key key)
      throws IOException {
    boolean canBe =
        token == JsonToken.START_OBJECT
            || (token == JsonToken.VALUE_STRING && isDocument(in.json.string()));
    int from = in.json.tokenStart();
    in.enter(name);
    in.keepUnknown();
    in.leave();
    if (canBe) {
      in.found().wrapped(key.wrapped, key.rank, name, new Span(from, in.json.position()));
    }
  }

  private static boolean isDocument(String text) {
    return !text.isEmpty() && (text.charAt(0) == '{' || text.charAt(0) == '[');
  }
}
