package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A program that sorts rows of 1 KB: takes how many, with how many bytes of memory, and where. */
final class SortManyRows {

  private SortManyRows() {}

  /** Prints how many rows came back. */
  public static void main(String[] args) throws IOException {
    Schema schema =
        new Schema(
            NestedField.required(1, "name", Types.StringType.get()),
            NestedField.required(2, "payload", Types.BinaryType.get()));
    SortKeys keys = SortKeys.of(schema, SortOrder.builderFor(schema).asc("name").build());
    SplittableRandom random = new SplittableRandom(1);
    byte[] payload = new byte[1_000];
    try (RowSort sort =
        new RowSort(
            keys, FlinkSchemaUtil.convert(schema), Long.parseLong(args[1]), Path.of(args[2]))) {
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        String name = Long.toHexString(random.nextLong());
        sort.add(GenericRowData.of(StringData.fromString(name), payload));
      }
      int rows = 0;
      for (Iterator<RowData> sorted = sort.sorted(); sorted.hasNext(); sorted.next()) {
        rows++;
      }
      System.out.println(rows + " rows");
    }
  }
}
