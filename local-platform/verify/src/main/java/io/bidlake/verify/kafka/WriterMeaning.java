package io.bidlake.verify.kafka;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;

/**
 * Checks whether the values of a writer schema have the meaning of the expected schema; Avro only
 * compares types.
 */
final class WriterMeaning {

  private static final String MILLIS = "timestamp-millis";

  private WriterMeaning() {}

  /**
   * The fields, by position, with times in smaller units, and the number of these units per
   * millisecond. Empty if a value has another meaning.
   *
   * @param written the writer schema; null if it is not compatible
   */
  static Optional<Map<Integer, Long>> unitsOf(Schema written, Schema expected) {
    if (written == null) {
      return Optional.empty();
    }
    Map<Integer, Long> units = new HashMap<>();
    Schema renamed = Schema.applyAliases(written, expected);
    for (Field field : expected.getFields()) {
      Field from = renamed.getField(field.name());
      long unit = from == null ? 1 : unit(from.schema(), field.schema());
      if (unit == 0) {
        return Optional.empty();
      }
      if (unit > 1) {
        units.put(field.pos(), unit);
      }
    }
    return Optional.of(units);
  }

  /** Converts a time that was read as milliseconds from its smaller unit. */
  static void toMillis(IndexedRecord event, int field, long unit) {
    long number = ((Instant) event.get(field)).toEpochMilli();
    event.put(field, Instant.ofEpochMilli(Math.floorDiv(number, unit)));
  }

  /** The number of written units per expected unit; 0 if unknown. */
  private static long unit(Schema written, Schema expected) {
    if (expected.getType() == Schema.Type.UNION) {
      return unit(written, expected.getTypes().stream().filter(it -> !isNull(it)).findAny().get());
    }
    if (written.getType() == Schema.Type.UNION) {
      List<Long> units =
          written.getTypes().stream()
              .filter(it -> !isNull(it))
              .map(it -> unit(it, expected))
              .toList();
      return units.contains(0L) ? 0 : units.stream().mapToLong(it -> it).max().orElse(1);
    }
    if (written.getType() == Schema.Type.ARRAY && expected.getType() == Schema.Type.ARRAY) {
      return unit(written.getElementType(), expected.getElementType()) == 1 ? 1 : 0;
    }
    if (written.getType() == Schema.Type.RECORD && expected.getType() == Schema.Type.RECORD) {
      return unitsOf(written, expected).filter(Map::isEmpty).isPresent() ? 1 : 0;
    }
    String meaning = written.getProp("logicalType");
    String wanted = expected.getProp("logicalType");
    if (meaning == null || meaning.equals(wanted) || written.getType() == Schema.Type.STRING) {
      return 1;
    }
    return MILLIS.equals(wanted) ? perMilli(meaning) : 0;
  }

  private static long perMilli(String meaning) {
    return switch (meaning) {
      case "local-timestamp-millis" -> 1;
      case "timestamp-micros", "local-timestamp-micros" -> 1_000;
      case "timestamp-nanos", "local-timestamp-nanos" -> 1_000_000;
      default -> 0;
    };
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() == Schema.Type.NULL;
  }
}
