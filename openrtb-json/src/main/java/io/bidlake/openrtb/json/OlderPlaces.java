package io.bidlake.openrtb.json;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Where older versions of OpenRTB, and extensions of before it, have what is a field of its own in
 * 2.6 (appendix B). Earlier ones in the list go first.
 */
final class OlderPlaces {

  /**
   * A place within an object.
   *
   * @param names from the object to the value
   * @param field that has the value in 2.6: of the same object, or of the request's source
   */
  record Place(List<String> names, String field) {

    /** The field of the object's record; null if it is a field of another. */
    Schema.Field targetIn(Schema schema) {
      return schema.getField(field);
    }

    /** What reads the value: it is like that at the newer place. */
    ValueReader reader(Schema schema, String path) {
      Schema owner =
          targetIn(schema) == null ? ValueReaders.some(schema.getField("source").schema()) : schema;
      return ValueReaders.of(owner, owner.getField(field), path);
    }
  }

  private static final Map<String, List<Place>> OF_RECORD =
      Map.of(
          "Regs",
          List.of(
              place("ext.gdpr", "gdpr"),
              place("ext.us_privacy", "us_privacy"),
              place("ext.gpp", "gpp"),
              place("ext.gpp_sid", "gpp_sid"),
              place("ext.coppa", "coppa")),
          "User",
          List.of(
              place("ext.consent", "consent"),
              place("ext.eids", "eids"),
              place("kwarray", "keywords")),
          "Source",
          List.of(place("ext.schain", "schain")),
          "Imp",
          List.of(place("ext.prebid.is_rewarded_inventory", "rwdd"), place("ext.rwdd", "rwdd")),
          "Video",
          List.of(place("protocol", "protocols")),
          "BidRequest",
          List.of(place("ext.schain", "schain")));

  private OlderPlaces() {}

  private static Place place(String path, String field) {
    return new Place(List.of(path.split("\\.")), field);
  }

  /** The places in the objects of a record. */
  static List<Place> of(String record) {
    return OF_RECORD.getOrDefault(record, List.of());
  }

  /** Path of a member of an object. */
  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
