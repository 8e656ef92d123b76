package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.util.Utf8;

/** Reads {@code ext}: its JSON text unchanged, and values in it that have a field in 2.6. */
final class ExtReader extends ValueReader {

  private final Watched watched = new Watched();

  /** A member at any depth of the extensions that has a field in 2.6, or leads to one. */
  private static final class Watched {
    private final Map<String, Watched> members = new HashMap<>();
    private ValueReader reader;
    private int olderPlace;
  }

  /** Registers an older place within the extensions. */
  void watch(List<String> names, ValueReader reader, int olderPlace) {
    Watched place = watched;
    for (String name : names) {
      place = place.members.computeIfAbsent(name, each -> new Watched());
    }
    place.reader = reader;
    place.olderPlace = olderPlace;
  }

  /**
   * Reads the extensions.
   *
   * @param older receives the values of older places
   */
  Utf8 read(Reading in, Object[] older) throws IOException {
    JsonInput json = in.json();
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL || json.isEmptyText()) {
      in.given(false);
      return null;
    }
    int from = json.tokenStart();
    if (token == JsonToken.START_OBJECT && !watched.members.isEmpty()) {
      in.inExt(true);
      look(in, watched, older);
      in.inExt(false);
    } else if (token == JsonToken.START_ARRAY && json.nextToken() == JsonToken.END_ARRAY) {
      in.given(false);
      return null;
    } else if (token == JsonToken.START_ARRAY) {
      in.skipArray();
    } else {
      json.skip();
    }
    in.given(true);
    return json.utf8(from, json.position());
  }

  private static void look(Reading in, Watched at, Object[] older) throws IOException {
    JsonInput json = in.json();
    BitSet superseded = in.hasRepeatedKeys() ? json.superseded() : null;
    Set<String> seen = null;
    int number = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken token = json.nextToken();
      boolean isSuperseded = superseded != null && superseded.get(number++);
      Watched member = at.members.get(name);
      if (member == null || isSuperseded) {
        json.skipChildren();
        continue;
      }
      if (!in.hasRepeatedKeys()) {
        seen = seen == null ? new HashSet<>() : seen;
        if (!seen.add(name)) {
          throw new RepeatedKeyException();
        }
      }
      in.enter(name);
      if (member.reader != null) {
        older[member.olderPlace] = member.reader.read(in);
      } else if (token == JsonToken.START_OBJECT) {
        look(in, member, older);
      } else {
        json.skipChildren();
      }
      in.leave();
    }
  }
}
