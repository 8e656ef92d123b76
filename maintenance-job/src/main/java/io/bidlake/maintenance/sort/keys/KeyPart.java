package io.bidlake.maintenance.sort.keys;

import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Accessor;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SerializableFunction;

/** Appends one field of a sort order to a key: a null marker, then the value. */
final class KeyPart {

  private static final int NULL_FIRST = 0;
  private static final int VALUE = 1;
  private static final int NULL_LAST = 2;

  private final Source source;
  private final int nullMark;
  private final boolean descending;

  private KeyPart(Source source, SortField field) {
    this.source = source;
    this.nullMark = field.nullOrder() == NullOrder.NULLS_FIRST ? NULL_FIRST : NULL_LAST;
    this.descending = field.direction() == SortDirection.DESC;
  }

  static KeyPart of(Schema schema, SortField field, RowDataWrapper wrapper) {
    NestedField column = schema.findField(field.sourceId());
    int position = schema.columns().indexOf(column);
    boolean isText = column.type().typeId() == Type.TypeID.STRING;
    Source source =
        isText && field.transform().isIdentity() && position >= 0
            ? (row, key) -> appendText(row, position, key)
            : transformed(schema, field, wrapper);
    return new KeyPart(source, field);
  }

  void append(RowData row, KeyBytes key) {
    int start = key.size();
    key.addByte(VALUE);
    if (!source.append(row, key)) {
      key.replace(start, nullMark);
    } else if (descending) {
      key.invertFrom(start + 1);
    }
  }

  /** Most sort columns are texts: append their bytes without creating a String. */
  private static boolean appendText(RowData row, int position, KeyBytes key) {
    if (row.isNullAt(position)) {
      return false;
    }
    byte[] text = row.getString(position).toBytes();
    key.addText(text);
    return true;
  }

  private static Source transformed(Schema schema, SortField field, RowDataWrapper wrapper) {
    Accessor<StructLike> accessor = schema.accessorForField(field.sourceId());
    Transform<Object, Object> unbound = field.transform();
    SerializableFunction<Object, Object> transform = unbound.bind(accessor.type());
    ValueEncoding encoding = ValueEncoding.of(unbound.getResultType(accessor.type()));
    return (row, key) -> {
      Object value = transform.apply(accessor.get(wrapper.wrap(row)));
      if (value == null) {
        return false;
      }
      encoding.append(value, key);
      return true;
    };
  }

  /**
   * Appends the value of a row to a key; if the value is null, appends nothing and returns false.
   */
  @FunctionalInterface
  private interface Source {
    boolean append(RowData row, KeyBytes key);
  }
}
