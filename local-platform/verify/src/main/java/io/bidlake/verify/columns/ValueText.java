package io.bidlake.verify.columns;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Values of columns as text for users. Equal values have equal texts. */
public final class ValueText {

  private final JsonTexts jsonTexts;

  public ValueText(JsonTexts jsonTexts) {
    this.jsonTexts = jsonTexts;
  }

  /** The text of the value of a column or field. */
  public String of(NestedField field, Object value) {
    return of(field.fieldId(), field.type(), value);
  }

  private String of(int fieldId, Type type, Object value) {
    if (value == null) {
      return "null";
    }
    return switch (type.typeId()) {
      case STRING -> "'" + jsonTexts.comparable(fieldId, value.toString()) + "'";
      case FIXED, BINARY -> "0x" + HexFormat.of().formatHex(ValueHash.copy(value));
      case DATE, TIME, TIMESTAMP -> time(type, ValueHash.count(value));
      case STRUCT -> ofStruct((StructType) type, value);
      case LIST -> {
        ListType list = (ListType) type;
        List<String> elements = new ArrayList<>();
        ((List<?>) value)
            .forEach(each -> elements.add(of(list.elementId(), list.elementType(), each)));
        yield elements.toString();
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<String, String> entries = new TreeMap<>();
        ((Map<?, ?>) value)
            .forEach(
                (key, each) ->
                    entries.put(key.toString(), of(map.valueId(), map.valueType(), each)));
        yield entries.toString();
      }
      default -> value.toString();
    };
  }

  private String ofStruct(StructType type, Object struct) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < type.fields().size(); i++) {
      NestedField field = type.fields().get(i);
      fields.add(field.name() + "=" + of(field, ValueHash.member(struct, i)));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private static String time(Type type, long count) {
    try {
      return switch (type.typeId()) {
        case DATE -> LocalDate.ofEpochDay(count).toString();
        case TIMESTAMP -> Instant.EPOCH.plus(count, ChronoUnit.MICROS).toString();
        default -> count + " us";
      };
    } catch (DateTimeException e) {
      return count + " " + type;
    }
  }
}
