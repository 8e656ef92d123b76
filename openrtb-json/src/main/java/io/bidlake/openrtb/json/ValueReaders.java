package io.bidlake.openrtb.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.util.Utf8;

/** Chooses the reader of a field by its type and meaning. */
final class ValueReaders {

  private static final Set<String> FLAGS =
      Set.of(
          "instl",
          "rwdd",
          "secure",
          "skip",
          "stitched",
          "private_auction",
          "mobile",
          "paid",
          "dnt",
          "lmt",
          "test",
          "complete",
          "hp",
          "fd",
          "group");

  private ValueReaders() {}

  /** Whether a field is read from the sender's JSON. */
  static boolean isOfSender(Schema.Field field) {
    return !field.name().equals("event_timestamp") && !field.name().equals("unmapped");
  }

  /** The default of a field without a value; null for none. */
  static Object defaultOf(Schema.Field field) {
    boolean hasDefault = field.hasDefaultValue();
    return switch (field.schema().getType()) {
      case STRING -> hasDefault ? new Utf8((String) field.defaultVal()) : new Utf8("");
      case INT -> hasDefault ? field.defaultVal() : Integer.valueOf(0);
      case DOUBLE -> hasDefault ? field.defaultVal() : Double.valueOf(0);
      case ARRAY -> List.of();
      default -> null;
    };
  }

  /** The type of a value that is not null. */
  static Schema some(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  /** The reader of a field. */
  static ValueReader of(Schema.Field field) {
    Schema schema = some(field.schema());
    String name = field.name();
    return switch (name) {
      case "bidfloor" -> new ScalarReaders.Floors();
      case "price" -> new ScalarReaders.Prices();
      case "adm" -> new ScalarReaders.Markup();
      case "keywords" -> new ScalarReaders.Keywords();
      case "region", "ip", "ipv6" -> new ScalarReaders.Codes();
      case "coppa", "gdpr" -> new ScalarReaders.LegalFlags();
      case "request" -> new ScalarReaders.Markup();
      default -> ofType(schema, name);
    };
  }

  private static ValueReader ofType(Schema schema, String name) {
    return switch (schema.getType()) {
      case INT -> FLAGS.contains(name) ? new ScalarReaders.Flags() : new ScalarReaders.Ints();
      case DOUBLE -> new ScalarReaders.Doubles();
      case STRING ->
          name.equals("cur") || name.equals("bidfloorcur")
              ? new ScalarReaders.Currencies()
              : new ScalarReaders.Texts();
      case RECORD -> new Objects(schema);
      case ARRAY ->
          schema.getElementType().getType() == Schema.Type.RECORD
              ? new ObjectArrays(schema.getElementType(), name)
              : new ScalarReaders.Arrays(ofType(schema.getElementType(), name));
      default -> throw new IllegalArgumentException(name + " has no reader: " + schema);
    };
  }

  /** Objects; an empty array is an empty object, because PHP writes it so. */
  private static final class Objects extends ValueReader {

    private final RecordReader records;

    Objects(Schema schema) {
      records = RecordReader.of(schema);
    }

    @Override
    Object object(Reading in) throws IOException {
      return records.read(in);
    }

    @Override
    Object array(Reading in) throws IOException {
      int from = in.json().tokenStart();
      if (in.json().nextToken() == JsonToken.END_ARRAY) {
        Object record = records.readEmpty(in, from);
        in.given(false);
        return record;
      }
      in.skipArray();
      in.unreadable(from, in.json().position());
      return null;
    }
  }

  /** Arrays of objects; a single object is read as an array of one. */
  private static final class ObjectArrays extends ValueReader {

    /** Arrays whose invalid elements reject the document. */
    private static final Set<String> NEEDED = Set.of("imp", "seatbid", "bid");

    private final RecordReader records;
    private final String name;
    private final boolean isNeeded;

    ObjectArrays(Schema schema, String name) {
      this.records = RecordReader.of(schema);
      this.name = name;
      this.isNeeded = NEEDED.contains(name);
    }

    @Override
    Object scalar(Reading in) throws IOException {
      return isNeeded ? invalid(in) : unreadable(in);
    }

    private Object invalid(Reading in) throws IOException {
      in.invalid(name, "an array of objects");
      return null;
    }

    @Override
    Object object(Reading in) throws IOException {
      List<Object> list = new ArrayList<>(1);
      add(list, records.read(in));
      return list;
    }

    private static void add(List<Object> list, Object record) {
      if (record != null) {
        list.add(record);
      }
    }

    @Override
    Object array(Reading in) throws IOException {
      List<Object> list = new ArrayList<>(2);
      boolean isEmpty = true;
      JsonToken token = in.json().nextElement();
      for (int i = 0; token != JsonToken.END_ARRAY; i++) {
        isEmpty = false;
        in.enter(i);
        if (token == JsonToken.START_OBJECT) {
          add(list, records.read(in));
        } else if (token == JsonToken.START_ARRAY) {
          add(list, element(in));
        } else if (token != JsonToken.VALUE_NULL && !in.json().isEmptyText()) {
          scalar(in);
        }
        in.leave();
        token = in.json().nextElement();
      }
      in.given(!isEmpty);
      return list;
    }

    /** An array where an object is expected. */
    private Object element(Reading in) throws IOException {
      int from = in.json().tokenStart();
      if (in.json().nextToken() == JsonToken.END_ARRAY) {
        return records.readEmpty(in, from);
      }
      in.skipArray();
      if (isNeeded) {
        in.invalid(name, "an array of objects", from, in.json().position());
      } else {
        in.unreadable(from, in.json().position());
      }
      return null;
    }
  }
}
