package io.bidlake.verify.openrtb;

import io.bidlake.verify.text.Json;
import java.util.List;
import java.util.stream.Stream;

/** The kind of a JSON object, by its keys. */
enum Kind {
  REQUEST,
  RESPONSE,
  /** It has keys of both. */
  BOTH,
  /** It has keys of neither. */
  NONE;

  private static final List<String> WITH_ID =
      List.of("device", "user", "regs", "source", "at", "tmax");

  /** Determines the kind by keys that only one of the two has. */
  static Kind of(Json.Fields json) {
    boolean request =
        json.has("imp")
            || Stream.of("site", "app", "dooh")
                .anyMatch(key -> json.get(key) instanceof Json.Fields);
    boolean response = Stream.of("seatbid", "nbr", "bidid").anyMatch(json::has);
    if (request) {
      return response ? BOTH : REQUEST;
    }
    return response ? RESPONSE : NONE;
  }

  /**
   * Determines the kind of an object without such keys, by keys that other objects may have too.
   *
   * @param responsesOnly whether the source only contains responses
   */
  static Kind ofWeakSigns(Json.Fields json, boolean responsesOnly) {
    if (responsesOnly) {
      return json.members().isEmpty() || json.has("id") ? RESPONSE : NONE;
    }
    return json.has("id") && WITH_ID.stream().anyMatch(json::has) ? REQUEST : NONE;
  }
}
