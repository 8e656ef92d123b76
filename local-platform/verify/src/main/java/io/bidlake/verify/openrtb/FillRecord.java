package io.bidlake.verify.openrtb;

import io.bidlake.model.Feed;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/**
 * Fills records with the values of JSON objects, by the fields of the schema. Members without a
 * field, and values that cannot be read, go to {@code unmapped}.
 */
final class FillRecord {

  /** Objects that a document must have: it is rejected if one of them is not an object. */
  private static final Set<String> STRICT = Set.of("Imp", "SeatBid", "Bid");

  /** Fields without which an object in an array is omitted. */
  private static final Map<String, List<String>> INDISPENSABLE =
      Map.of("Format", List.of("w", "h"), "Uid", List.of("id"));

  /** Prices that must not count as 0 if they cannot be read. */
  private static final Set<String> FLOORS = Set.of("Imp.bidfloor", "Deal.bidfloor");

  /** Shared by all records, of which there can be many. */
  private static final Map<String, Utf8> DEFAULT_TEXTS = new ConcurrentHashMap<>();

  private final Unmapped unmapped;

  private FillRecord(Unmapped unmapped) {
    this.unmapped = unmapped;
  }

  /**
   * Fills the record of a document.
   *
   * @param ownKeys the keys that the caller has read
   */
  static SpecificRecord document(
      Schema schema, Json.Fields json, Instant time, Feed feed, Set<String> ownKeys)
      throws FaultException {
    Unmapped unmapped = Unmapped.except(feed.leftOut());
    SpecificRecord record =
        new FillRecord(unmapped).fill(schema, json.members(), Place.DOCUMENT, ownKeys);
    record.put(schema.getField("event_timestamp").pos(), time);
    record.put(schema.getField("unmapped").pos(), unmapped.text());
    return record;
  }

  private SpecificRecord fill(
      Schema schema, Map<String, Json> members, Place place, Set<String> ownKeys)
      throws FaultException {
    SpecificRecord record = empty(schema);
    Map<String, Object> older = new HashMap<>();
    for (Map.Entry<String, Json> member : members.entrySet()) {
      String key = member.getKey();
      Place at = place.field(key);
      String renamed = OlderPlaces.renamed(schema.getName(), key);
      Schema.Field field = fieldOf(schema, renamed == null ? key : renamed);
      if (renamed != null) {
        older.put(renamed, readOlder(schema, field, member.getValue(), at));
      } else if (field != null) {
        put(record, field, member.getValue(), at);
      } else if (!ownKeys.contains(key)) {
        unmapped.add(at, member.getValue());
      }
    }
    for (Schema.Field field : schema.getFields()) {
      Json newest = members.get(field.name());
      if (newest == null || !newest.hasValue()) {
        putOlder(record, field, members, older.get(field.name()));
      }
    }
    SpecialRules.apply(record, members);
    return record;
  }

  /** A record with only default values. */
  static SpecificRecord empty(Schema schema) {
    SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    schema.getFields().forEach(field -> record.put(field.pos(), defaultOf(field)));
    return record;
  }

  private static Object defaultOf(Schema.Field field) {
    Object given = field.hasDefaultValue() ? field.defaultVal() : null;
    if (given == JsonProperties.NULL_VALUE) {
      return null;
    }
    return switch (field.schema().getType()) {
      case STRING ->
          DEFAULT_TEXTS.computeIfAbsent(
              given == null ? "" : given.toString(), text -> new Utf8(text));
      case INT -> given == null ? 0 : given;
      case DOUBLE -> given == null ? 0.0 : given;
      case ARRAY -> List.of();
      case LONG -> Instant.EPOCH;
      default -> null;
    };
  }

  /** The field of a key; null for fields that are not in the JSON. */
  private static Schema.Field fieldOf(Schema schema, String key) {
    return key.equals("unmapped") || key.equals("event_timestamp") ? null : schema.getField(key);
  }

  private void put(SpecificRecord record, Schema.Field field, Json json, Place at)
      throws FaultException {
    String name = record.getSchema().getName() + "." + field.name();
    Object value = read(name, field.schema(), json, at);
    if (value == Convert.UNREADABLE) {
      if (name.equals("Bid.price")) {
        throw new FaultException(DeadLetterReason.INVALID_FIELD, at.pointer() + " is no number");
      }
      unmapped.add(at, json);
      value = FLOORS.contains(name) ? Double.NaN : null;
    }
    if (value != null) {
      record.put(field.pos(), value);
    }
  }

  /** Reads a field under its former name. */
  private Object readOlder(Schema schema, Schema.Field field, Json json, Place at)
      throws FaultException {
    String name = schema.getName() + "." + field.name();
    Object value = json.hasValue() ? read(name, field.schema(), json, at) : null;
    if (value == Convert.UNREADABLE) {
      unmapped.add(at, json);
      return null;
    }
    return value;
  }

  private static void putOlder(
      SpecificRecord record, Schema.Field field, Map<String, Json> members, Object renamed)
      throws FaultException {
    if (renamed != null) {
      record.put(field.pos(), renamed);
      return;
    }
    String name = record.getSchema().getName() + "." + field.name();
    for (Json json : OlderPlaces.of(name, members)) {
      Object value = readQuietly(name, field.schema(), json);
      if (value != null) {
        record.put(field.pos(), value);
        return;
      }
    }
  }

  /** Reads a value that is also kept in an {@code ext}; null if it cannot be read. */
  static Object readQuietly(String name, Schema schema, Json json) throws FaultException {
    FillRecord reader = new FillRecord(Unmapped.keptElsewhere());
    Object value = reader.read(name, schema, json, Place.DOCUMENT);
    return value == Convert.UNREADABLE ? null : value;
  }

  /** The value of a field; null if it is absent. */
  private Object read(String name, Schema schema, Json json, Place at) throws FaultException {
    if (json.isNothing()) {
      return null;
    }
    Schema type = schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
    return switch (type.getType()) {
      case INT -> Convert.whole(name, json);
      case DOUBLE -> Convert.decimal(json);
      case STRING ->
          name.equals("User.keywords") && json instanceof Json.Items
              ? joined(name, type, json, at)
              : Convert.text(name, json);
      case ARRAY -> list(name, type.getElementType(), json, at);
      case RECORD -> object(type, json, at);
      default -> throw new IllegalStateException("no JSON is a " + type);
    };
  }

  private Object object(Schema schema, Json json, Place at) throws FaultException {
    boolean nothingIn = json instanceof Json.Items && !json.hasValue();
    if (!nothingIn && !(json instanceof Json.Fields)) {
      return Convert.UNREADABLE;
    }
    Map<String, Json> members = json instanceof Json.Fields fields ? fields.members() : Map.of();
    for (String key : INDISPENSABLE.getOrDefault(schema.getName(), List.of())) {
      Json value = members.get(key);
      String name = schema.getName() + "." + key;
      if (value == null || readQuietly(name, schema.getField(key).schema(), value) == null) {
        return Convert.UNREADABLE;
      }
    }
    return fill(schema, members, at, Set.of());
  }

  private List<Object> list(String name, Schema schema, Json json, Place at) throws FaultException {
    List<Object> values = new ArrayList<>();
    if (json instanceof Json.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        addItem(name, schema, items.items().get(i), at.item(i), values);
      }
    } else {
      addItem(name, schema, json, at, values);
    }
    return values;
  }

  private void addItem(String name, Schema schema, Json json, Place at, List<Object> values)
      throws FaultException {
    Object value = read(name, schema, json, at);
    if (value == Convert.UNREADABLE) {
      if (STRICT.contains(schema.getName())) {
        throw new FaultException(DeadLetterReason.INVALID_FIELD, at.pointer() + " is no object");
      }
      unmapped.add(at, json);
    } else if (value != null) {
      values.add(value);
    }
  }

  private Object joined(String name, Schema schema, Json json, Place at) throws FaultException {
    StringJoiner joined = new StringJoiner(",");
    list(name + " item", schema, json, at).forEach(text -> joined.add(text.toString()));
    return joined.length() == 0 ? null : new Utf8(joined.toString());
  }
}
