package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.data.utils.ProjectedRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A table to sort rows of, and what must be true of sorted ones. */
record SortCase(Schema schema, SortOrder order, Path folder) {

  static final long MEMORY_BYTES = 1 << 20;

  /** A table with a bit of everything, sorted by text and number. */
  static SortCase in(Path folder) {
    Schema schema =
        new Schema(
            NestedField.optional(1, "domain", Types.StringType.get()),
            NestedField.optional(2, "number", Types.LongType.get()),
            NestedField.required(3, "payload", Types.BinaryType.get()),
            NestedField.optional(
                4, "categories", Types.ListType.ofOptional(5, Types.StringType.get())),
            NestedField.optional(
                6,
                "device",
                Types.StructType.of(
                    NestedField.optional(7, "os", Types.StringType.get()),
                    NestedField.optional(8, "at", Types.TimestampType.withZone()))),
            NestedField.optional(
                9,
                "tags",
                Types.MapType.ofOptional(
                    10, 11, Types.StringType.get(), Types.DecimalType.of(20, 3))));
    return new SortCase(
        schema, SortOrder.builderFor(schema).asc("domain").desc("number").build(), folder);
  }

  RowSort sort() throws IOException {
    return new RowSort(SortKeys.of(schema, order), type(), MEMORY_BYTES, folder);
  }

  RowType type() {
    return FlinkSchemaUtil.convert(schema);
  }

  List<RowData> rows(int count) {
    RandomRows random = new RandomRows(count);
    return Stream.generate(() -> random.next(schema)).limit(count).toList();
  }

  /** Copies of the columns of what is read. */
  List<BinaryRowData> read(Iterator<RowData> rows) {
    RowDataSerializer serializer = new RowDataSerializer(type());
    List<BinaryRowData> copies = new ArrayList<>();
    ProjectedRowData columns =
        ProjectedRowData.from(IntStream.range(0, type().getFieldCount()).toArray());
    rows.forEachRemaining(
        row -> copies.add(serializer.toBinaryRow(columns.replaceRow(row)).copy()));
    return copies;
  }

  void assertSorted(List<BinaryRowData> actual, List<? extends RowData> given) {
    SortKeys keys = SortKeys.of(schema, order);
    for (int i = 1; i < actual.size(); i++) {
      assertThat(Arrays.compareUnsigned(keys.of(actual.get(i - 1)), keys.of(actual.get(i))))
          .as("keys of rows %d and %d", i - 1, i)
          .isNotPositive();
    }
    assertThat(counts(actual)).isEqualTo(counts(read(new ArrayList<RowData>(given).iterator())));
  }

  private static Map<BinaryRowData, Integer> counts(List<BinaryRowData> rows) {
    Map<BinaryRowData, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  /** All files below the folder. */
  List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(path -> !path.equals(folder)).filter(Files::isRegularFile).toList();
    }
  }
}
