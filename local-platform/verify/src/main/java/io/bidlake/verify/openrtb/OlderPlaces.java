package io.bidlake.verify.openrtb;

import io.bidlake.verify.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The places of fields before OpenRTB 2.6. */
final class OlderPlaces {

  /** The older places of a field, newest first, as keys starting at its object. */
  private static final Map<String, List<List<String>>> OF_FIELD =
      Map.of(
          "Imp.rwdd",
          List.of(List.of("ext", "prebid", "is_rewarded_inventory"), List.of("ext", "rwdd")),
          "Regs.coppa",
          List.of(List.of("ext", "coppa")),
          "Regs.gdpr",
          List.of(List.of("ext", "gdpr")),
          "Regs.us_privacy",
          List.of(List.of("ext", "us_privacy")),
          "Regs.gpp",
          List.of(List.of("ext", "gpp")),
          "Regs.gpp_sid",
          List.of(List.of("ext", "gpp_sid")),
          "User.consent",
          List.of(List.of("ext", "consent")),
          "User.eids",
          List.of(List.of("ext", "eids")),
          "Source.schain",
          List.of(List.of("ext", "schain")));

  /** Former names of fields in the same object. */
  private static final Map<String, String> RENAMED =
      Map.of("Video.protocol", "protocols", "User.kwarray", "keywords");

  private OlderPlaces() {}

  /** The current name of a former key; null if it is not a former one. */
  static String renamed(String record, String key) {
    return RENAMED.get(record + "." + key);
  }

  /** The values in the older places of a field, within {@code ext}. */
  static List<Json> of(String field, Map<String, Json> members) {
    List<Json> found = new ArrayList<>();
    for (List<String> keys : OF_FIELD.getOrDefault(field, List.of())) {
      Json json = at(keys, members);
      if (json != null && json.hasValue()) {
        found.add(json);
      }
    }
    return found;
  }

  private static Json at(List<String> keys, Map<String, Json> members) {
    Json json = members.get(keys.get(0));
    for (String key : keys.subList(1, keys.size())) {
      json = json instanceof Json.Fields fields ? fields.get(key) : null;
    }
    return json;
  }
}
