package io.bidlake.landing.avro;

import io.bidlake.landing.avro.AvroValue.Reader;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.runtime.avro.BytesDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** A record, whose fields are columns, or fields of a struct. */
record AvroRecord(List<Field> fields) {

  /**
   * A field of the record, in the order of its schema.
   *
   * @param column name of its column; null if it is left out
   * @param value how it is stored; null if it is left out
   */
  record Field(String column, Schema schema, AvroValue value) {}

  /** Returns how the record is stored as a struct. */
  AvroValue struct() {
    return new AvroValue(
        ids -> {
          StructType columns = columns(ids);
          return columns.fields().isEmpty() ? null : columns;
        },
        column -> structs(column.asStructType()));
  }

  /** Returns the columns of the fields; none if nothing is to be stored. */
  StructType columns(IntSupplier ids) {
    List<NestedField> columns = new ArrayList<>();
    for (Field field : fields) {
      Type type = field.value == null ? null : field.value.type(ids);
      if (type != null) {
        columns.add(NestedField.optional(ids.getAsInt(), field.column, type));
      }
    }
    return StructType.of(columns);
  }

  private Reader structs(StructType struct) {
    Filler filler = filler(struct);
    int width = struct.fields().size();
    return in -> {
      GenericRowData row = new GenericRowData(width);
      filler.fill(row, in);
      return row;
    };
  }

  /** Returns the reader that fills rows with these columns. */
  Filler filler(StructType columns) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < columns.fields().size(); i++) {
      positions.put(ColumnNames.key(columns.fields().get(i).name()), i);
    }
    int[] positionOf = new int[fields.size()];
    Reader[] readers = new Reader[fields.size()];
    for (int i = 0; i < positionOf.length; i++) {
      Field field = fields.get(i);
      Integer position = field.column == null ? null : positions.get(ColumnNames.key(field.column));
      if (position == null || !field.value.hasColumn()) {
        positionOf[i] = -1;
        readers[i] = skipping(field.schema);
      } else {
        positionOf[i] = position;
        readers[i] = field.value.reader(columns.fields().get(position).type());
      }
    }
    return new Filler(positionOf, readers);
  }

  /** Returns a reader that reads nothing. */
  static Reader skipping(Schema schema) {
    return in -> {
      GenericDatumReader.skip(schema, in);
      return null;
    };
  }

  /** Fills the columns of a row that the record has. */
  static final class Filler {
    private final int[] positions;
    private final Reader[] readers;

    private Filler(int[] positions, Reader[] readers) {
      this.positions = positions;
      this.readers = readers;
    }

    void fill(GenericRowData row, BytesDecoder in) throws IOException, UndecodableRecordException {
      for (int i = 0; i < readers.length; i++) {
        Object value = readers[i].read(in);
        if (positions[i] >= 0) {
          row.setField(positions[i], value);
        }
      }
    }
  }
}
