package io.bidlake.landing.avro;

import io.bidlake.landing.avro.AvroValue.Reader;
import io.bidlake.landing.columns.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** A union of several types: a struct with a field for each, of which one has a value. */
record AvroBranches(Schema union, List<String> names, List<AvroValue> branches) {

  /**
   * Returns how the values of a union are stored.
   *
   * @param names names of the fields by branch; null for the type null
   */
  static AvroValue of(Schema union, List<String> names, List<AvroValue> branches) {
    AvroBranches value = new AvroBranches(union, names, branches);
    return new AvroValue(value::type, value::reader);
  }

  private Type type(IntSupplier ids) {
    List<NestedField> fields = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      Type type = branches.get(i).type(ids);
      if (type != null) {
        fields.add(NestedField.optional(ids.getAsInt(), names.get(i), type));
      }
    }
    return fields.isEmpty() ? null : StructType.of(fields);
  }

  private Reader reader(Type column) {
    StructType struct = column.asStructType();
    Reader[] readers = new Reader[branches.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = branch(i, struct);
    }
    return in -> readers[in.readIndex()].read(in);
  }

  private Reader branch(int branch, StructType struct) {
    AvroValue value = branches.get(branch);
    List<NestedField> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      String name = names.get(branch);
      if (name != null
          && ColumnNames.key(fields.get(i).name()).equals(ColumnNames.key(name))
          && value.hasColumn()) {
        int position = i;
        Reader reader = value.reader(fields.get(i).type());
        return in -> {
          GenericRowData row = new GenericRowData(fields.size());
          row.setField(position, reader.read(in));
          return row;
        };
      }
    }
    return AvroRecord.skipping(union.getTypes().get(branch));
  }
}
