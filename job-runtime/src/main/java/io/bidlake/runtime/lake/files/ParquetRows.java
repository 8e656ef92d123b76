package io.bidlake.runtime.lake.files;

import io.bidlake.runtime.lake.Internals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.RowData.FieldGetter;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.common.DynFields.BoundField;
import org.apache.iceberg.flink.FlinkRowData;
import org.apache.iceberg.flink.data.FlinkParquetWriters;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.ParquetValueWriters;
import org.apache.iceberg.parquet.ParquetValueWriters.PrimitiveWriter;
import org.apache.iceberg.parquet.ParquetValueWriters.RepeatedWriter;
import org.apache.iceberg.parquet.ParquetValueWriters.StructWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type.Repetition;

/**
 * Writes the rows of Bidlake's jobs into the same files as Iceberg's own writer, at less cost:
 *
 * <ul>
 *   <li>Parquet is told that the bytes of a text never change, as they do not in these rows. A
 *       dictionary then keeps the bytes themselves instead of a copy. The texts of reference data
 *       are the same objects in all rows, so that finding them in the dictionaries of all open
 *       files compares two addresses; copies would have to be fetched from memory and compared byte
 *       by byte.
 *   <li>A value is taken from the row as it is, instead of by getters for all kinds of rows.
 * </ul>
 */
final class ParquetRows extends StructWriter<RowData> {

  private final FieldGetter[] getters;

  private ParquetRows(List<ParquetValueWriter<?>> writers, FieldGetter[] getters) {
    super(writers);
    this.getters = getters;
  }

  /**
   * Returns the writer of the rows of a table.
   *
   * @param rows types of the columns
   * @param columns the same in Parquet
   */
  static ParquetValueWriter<RowData> of(RowType rows, MessageType columns) {
    ParquetValueWriter<RowData> icebergs = FlinkParquetWriters.buildWriter(rows, columns);
    if (columns.getFieldCount() != rows.getFieldCount()) {
      return icebergs; // Parquet has no column for the type "unknown".
    }
    BoundField<ParquetValueWriter<?>[]> ofColumns =
        Internals.field(StructWriter.class, icebergs, "writers");
    List<ParquetValueWriter<?>> writers = new ArrayList<>(List.of(ofColumns.get()));
    for (int i = 0; i < writers.size(); i++) {
      Type column = columns.getType(i);
      if (isText(column)) {
        writers.set(i, optional(column, columns, text(columns, column.getName())));
      } else if (isListOfTexts(column)) {
        writers.set(i, optional(column, columns, texts(columns, column)));
      }
    }
    FieldGetter[] getters =
        IntStream.range(0, rows.getFieldCount())
            .mapToObj(i -> FlinkRowData.createFieldGetter(rows.getTypeAt(i), i))
            .toArray(FieldGetter[]::new);
    return new ParquetRows(writers, getters);
  }

  @Override
  protected Object get(RowData row, int column) {
    return row instanceof GenericRowData generic
        ? generic.getField(column)
        : getters[column].getFieldOrNull(row);
  }

  private static boolean isText(Type type) {
    return LogicalTypeAnnotation.stringType().equals(type.getLogicalTypeAnnotation());
  }

  private static boolean isListOfTexts(Type type) {
    return LogicalTypeAnnotation.listType().equals(type.getLogicalTypeAnnotation())
        && isText(element(type))
        && element(type).isRepetition(Repetition.REQUIRED);
  }

  private static Type element(Type list) {
    return list.asGroupType().getType(0).asGroupType().getType(0);
  }

  private static <T> ParquetValueWriter<T> optional(
      Type column, MessageType columns, ParquetValueWriter<T> writer) {
    return ParquetValueWriters.option(
        column, columns.getMaxDefinitionLevel(column.getName()), writer);
  }

  private static ParquetValueWriter<StringData> text(MessageType columns, String... path) {
    return new Text(columns.getColumnDescription(path));
  }

  private static ParquetValueWriter<ArrayData> texts(MessageType columns, Type list) {
    String[] repeated = {list.getName(), list.asGroupType().getFieldName(0)};
    String[] element = Arrays.copyOf(repeated, 3);
    element[2] = element(list).getName();
    return new Texts(
        columns.getMaxDefinitionLevel(repeated),
        columns.getMaxRepetitionLevel(repeated),
        text(columns, element));
  }

  private static final class Text extends PrimitiveWriter<StringData> {

    Text(ColumnDescriptor column) {
      super(column);
    }

    @Override
    public void write(int repetitionLevel, StringData text) {
      column.writeBinary(repetitionLevel, Binary.fromConstantByteArray(text.toBytes()));
    }
  }

  private static final class Texts extends RepeatedWriter<ArrayData, StringData> {

    Texts(int definitionLevel, int repetitionLevel, ParquetValueWriter<StringData> element) {
      super(definitionLevel, repetitionLevel, element);
    }

    @Override
    protected Iterator<StringData> elements(ArrayData texts) {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < texts.size();
        }

        @Override
        public StringData next() {
          return texts.getString(next++);
        }
      };
    }
  }
}
