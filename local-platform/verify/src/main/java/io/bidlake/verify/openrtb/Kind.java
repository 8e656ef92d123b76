package io.bidlake.verify.openrtb;

import io.bidlake.verify.text.Json;
import java.util.List;
import java.util.stream.Stream;

/** What a JSON object is, by its keys. */
enum Kind {
  REQUEST,
  RESPONSE,
  /** It shows signs of both. */
  BOTH,
  /** It shows no sign. */
  NONE;

  private static final List<String> WITH_ID =
      List.of("device", "user", "regs", "source", "at", "tmax");

  /** By the keys that only one of the two has. */
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
   * By keys that others have as well, of an object that shows no sign.
   *
   * @param responsesOnly whether it comes from where nothing but responses is
   */
  static Kind ofWeakSigns(Json.Fields json, boolean responsesOnly) {
    if (responsesOnly) {
      return json.members().isEmpty() || json.has("id") ? RESPONSE : NONE;
    }
    return json.has("id") && WITH_ID.stream().anyMatch(json::has) ? REQUEST : NONE;
  }
}
