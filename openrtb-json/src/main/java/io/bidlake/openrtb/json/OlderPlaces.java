package io.bidlake.openrtb.json;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Where OpenRTB before 2.6, and extensions in use before a field was standardised, have values that
 * are fields in 2.6 (appendix B). The first place in the list that has a value wins.
 */
final class OlderPlaces {

  /**
   * A place within an object.
   *
   * @param names from the object to the value
   * @param field that has the value in 2.6, of the same object or of the request's source
   */
  record Place(List<String> names, String field) {

    /** The field of the object's record; null if another record has the field. */
    Schema.Field targetIn(Schema schema) {
      return schema.getField(field);
    }

    /** The reader of the value, which is the reader of the 2.6 field. */
    ValueReader reader(Schema schema) {
      Schema owner =
          targetIn(schema) == null ? ValueReaders.some(schema.getField("source").schema()) : schema;
      return ValueReaders.of(owner.getField(field));
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

  /** The older places in objects of the record with this name. */
  static List<Place> of(String record) {
    return OF_RECORD.getOrDefault(record, List.of());
  }
}
