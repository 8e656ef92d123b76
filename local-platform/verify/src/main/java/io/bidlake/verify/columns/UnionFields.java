package io.bidlake.verify.columns;

import io.bidlake.verify.columns.AvroColumns.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** A union as a struct with one field per branch, of which one has the value. */
final class UnionFields {

  private UnionFields() {}

  /** Chooses the conversion of a branch. */
  interface OfBranch {
    Column of(Schema branch, NestedField field, String path);
  }

  /** The conversion of each branch to the struct, in the order of the union. */
  static List<Column> of(Schema union, StructType struct, String path, OfBranch ofBranch) {
    FieldNames names = FieldNames.ofStruct(struct);
    Set<String> used = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    for (Schema branch : union.getTypes()) {
      String name = branch.getName().toLowerCase(Locale.ROOT);
      int place = names.placeOf(name);
      String branchPath = FieldRules.path(path, name);
      if (!used.add(name)) {
        columns.add(
            value -> {
              throw UnstorableException.twoFields(branchPath);
            });
      } else if (place == FieldNames.ABSENT) {
        columns.add(value -> withoutField(value, struct, branchPath));
      } else {
        Column column = ofBranch.of(branch, struct.fields().get(place), branchPath);
        columns.add(value -> only(place, column.of(value), struct));
      }
    }
    return columns;
  }

  private static Object[] withoutField(Object value, StructType struct, String path)
      throws UnstorableException {
    boolean isEmpty =
        value instanceof IndexedRecord record && record.getSchema().getFields().isEmpty();
    if (!isEmpty) {
      throw UnstorableException.noColumn(path);
    }
    return new Object[struct.fields().size()];
  }

  private static Object[] only(int place, Object value, StructType struct) {
    Object[] fields = new Object[struct.fields().size()];
    fields[place] = value;
    return fields;
  }
}
