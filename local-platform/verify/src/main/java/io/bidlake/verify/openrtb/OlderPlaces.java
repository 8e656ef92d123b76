package io.bidlake.verify.openrtb;

import io.bidlake.verify.text.Json;
import java.util.List;
import java.util.Map;

/** The places of fields before OpenRTB 2.6. */
final class OlderPlaces {

  /** The older places of a field, newest first, as a path from its object. */
  private static final Map<String, List<String>> OF_FIELD =
      Map.of(
          "Imp.rwdd", List.of("ext/prebid/is_rewarded_inventory", "ext/rwdd"),
          "Regs.coppa", List.of("ext/coppa"),
          "Regs.gdpr", List.of("ext/gdpr"),
          "Regs.us_privacy", List.of("ext/us_privacy"),
          "Regs.gpp", List.of("ext/gpp"),
          "Regs.gpp_sid", List.of("ext/gpp_sid"),
          "User.consent", List.of("ext/consent"),
          "User.eids", List.of("ext/eids"),
          "Source.schain", List.of("ext/schain"));

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
    List<String> paths = OF_FIELD.get(field);
    if (paths == null) {
      return List.of();
    }
    return paths.stream()
        .map(path -> at(path, members))
        .filter(json -> json != null && json.hasValue())
        .toList();
  }

  private static Json at(String path, Map<String, Json> members) {
    Json json = null;
    Map<String, Json> within = members;
    for (String key : path.split("/", -1)) {
      json = within.get(key);
      within = json instanceof Json.Fields fields ? fields.members() : Map.of();
    }
    return json;
  }
}
