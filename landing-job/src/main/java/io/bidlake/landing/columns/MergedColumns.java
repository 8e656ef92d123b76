package io.bidlake.landing.columns;

import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.PrimitiveType;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Compares the columns of a table with the fields of records, and finds the changes with which the
 * table can store both its rows and the records: fields become columns, and types are widened as
 * Iceberg allows it (int to long, float to double, decimals with more digits). Columns that the
 * records lack stay.
 *
 * <p>A type that differs otherwise cannot be stored: the first one that came into the table stays.
 */
public final class MergedColumns {

  /** Deeper values would cost more than they are worth: each level is a level in all readers. */
  public static final int MOST_LEVELS = 32;

  private final boolean anyNumber;
  private final List<Change> changes = new ArrayList<>();

  private MergedColumns(boolean anyNumber) {
    this.anyNumber = anyNumber;
  }

  /**
   * Returns the necessary changes of a table; none if it can store the records as it is.
   *
   * @param anyNumber whether integers may be stored in columns of any type of number if their value
   *     fits, as in JSON, where 1 is also a way to write 1.0
   * @throws UndecodableRecordException if the records cannot be stored
   */
  public static List<Change> changes(StructType table, StructType records, boolean anyNumber)
      throws UndecodableRecordException {
    MergedColumns merged = new MergedColumns(anyNumber);
    merged.struct(table, records, "", 1);
    return merged.changes;
  }

  private void struct(StructType table, StructType records, String path, int level)
      throws UndecodableRecordException {
    requireFlatEnough(level, path);
    Map<String, NestedField> columns = new HashMap<>();
    table.fields().forEach(column -> columns.put(ColumnNames.key(column.name()), column));
    for (NestedField field : records.fields()) {
      NestedField column = columns.get(ColumnNames.key(field.name()));
      if (column == null) {
        requireFlatEnough(level + depth(field.type()), ColumnNames.path(path, field.name()));
        changes.add(
            new Change.Addition(
                path.isEmpty() ? null : path, field.name(), field.type(), leaves(field.type())));
      } else {
        type(column.type(), field.type(), ColumnNames.path(path, column.name()), level);
      }
    }
  }

  private void type(Type column, Type value, String path, int level)
      throws UndecodableRecordException {
    if (column.isPrimitiveType() && value.isPrimitiveType()) {
      PrimitiveType wider = wider(column.asPrimitiveType(), value.asPrimitiveType(), path);
      if (!wider.equals(column)) {
        changes.add(new Change.Widening(path, wider));
      }
    } else if (column.isStructType() && value.isStructType()) {
      struct(column.asStructType(), value.asStructType(), path, level + 1);
    } else if (column.isListType() && value.isListType()) {
      type(
          column.asListType().elementType(),
          value.asListType().elementType(),
          path + ".element",
          level + 1);
    } else if (column.isMapType() && value.isMapType()) {
      MapType columns = column.asMapType();
      requireSame(columns.keyType(), value.asMapType().keyType(), path + ".key");
      type(columns.valueType(), value.asMapType().valueType(), path + ".value", level + 1);
    } else {
      throw irreconcilable(column, value, path);
    }
  }

  private PrimitiveType wider(PrimitiveType column, PrimitiveType value, String path)
      throws UndecodableRecordException {
    if (isStoredIn(column, value)) {
      return column;
    }
    if (column instanceof DecimalType stored
        && value instanceof DecimalType sent
        && stored.scale() == sent.scale()) {
      return sent.precision() > stored.precision() ? sent : stored;
    }
    if (TypeUtil.isPromotionAllowed(column, value)) {
      return value;
    }
    throw irreconcilable(column, value, path);
  }

  /** Returns whether a column can store all values of a type, or those that fit. */
  private boolean isStoredIn(PrimitiveType column, PrimitiveType value) {
    if (column.equals(value)) {
      return true;
    }
    return switch (column.typeId()) {
      case LONG -> value.typeId() == TypeID.INTEGER;
      case DOUBLE ->
          value.typeId() == TypeID.FLOAT
              || value.typeId() == TypeID.INTEGER
              || (anyNumber && value.typeId() == TypeID.LONG);
      case FLOAT, DECIMAL ->
          anyNumber && (value.typeId() == TypeID.LONG || value.typeId() == TypeID.DOUBLE);
      case INTEGER -> anyNumber && value.typeId() == TypeID.LONG;
      default -> false;
    };
  }

  private static void requireSame(Type column, Type value, String path)
      throws UndecodableRecordException {
    if (!column.equals(value)) {
      throw irreconcilable(column, value, path);
    }
  }

  private static void requireFlatEnough(int levels, String path) throws UndecodableRecordException {
    if (levels > MOST_LEVELS) {
      throw new UndecodableRecordException(
          Reason.IRRECONCILABLE,
          "%s must have at most %d levels of records, lists and maps, had %d"
              .formatted(path, MOST_LEVELS, levels));
    }
  }

  private static UndecodableRecordException irreconcilable(Type column, Type value, String path) {
    return new UndecodableRecordException(
        Reason.IRRECONCILABLE,
        "column %s must be %s, as it is in the table, was %s"
            .formatted(path, summary(column), summary(value)));
  }

  private static String summary(Type type) {
    return type.isPrimitiveType() ? type.toString() : type.typeId().name().toLowerCase(Locale.ROOT);
  }

  /** Returns the number of columns of Parquet that a column takes. */
  public static int leaves(Type type) {
    return type.isPrimitiveType()
        ? 1
        : type.asNestedType().fields().stream().mapToInt(field -> leaves(field.type())).sum();
  }

  private static int depth(Type type) {
    return type.isPrimitiveType()
        ? 0
        : 1
            + type.asNestedType().fields().stream()
                .mapToInt(field -> depth(field.type()))
                .max()
                .orElse(0);
  }
}
