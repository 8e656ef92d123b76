package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.sort.keys.KeyBytes;
import io.bidlake.maintenance.sort.keys.SortKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordBufferTest {

  private static final Schema SCHEMA =
      new Schema(NestedField.required(1, "text", Types.StringType.get()));

  static Stream<Named<List<String>>> texts() {
    Random random = new Random(3);
    return Stream.of(
        texts("one", 1, i -> "x"),
        texts("equal", 50_000, i -> "the same text for all"),
        texts("in order", 50_000, i -> String.format("%08d", i)),
        texts("in reverse", 50_000, i -> String.format("%08d", 50_000 - i)),
        texts("up and down", 50_000, i -> String.format("%08d", Math.min(i, 50_000 - i))),
        texts("any", 50_000, i -> Integer.toHexString(random.nextInt())),
        texts("few", 50_000, i -> "publisher " + random.nextInt(20)),
        texts("of every length", 3_000, i -> "a".repeat(random.nextInt(40))),
        texts("zeros of every length", 3_000, i -> "\0".repeat(random.nextInt(40))),
        texts(
            "differing after 100 characters",
            20_000,
            i -> i % 7 + "b".repeat(100) + random.nextInt(50_000)),
        texts("differing at their end", 200, i -> "a".repeat(100_000) + random.nextInt(100)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void sortsWhateverTheOrderAndTheLikenessOfKeys(List<String> texts) throws IOException {
    SortKeys keys = SortKeys.of(SCHEMA, SortOrder.builderFor(SCHEMA).asc("text").build());
    RowDataSerializer serializer = new RowDataSerializer(FlinkSchemaUtil.convert(SCHEMA));
    RecordBuffer buffer = new RecordBuffer(64 << 20);
    KeyBytes key = new KeyBytes();
    for (String text : texts) {
      BinaryRowData row = serializer.toBinaryRow(GenericRowData.of(StringData.fromString(text)));
      keys.write(row, key);
      buffer.add(key, row);
    }

    List<String> sorted = new ArrayList<>();
    for (RecordCursor cursor = buffer.sorted(); cursor.advance(); ) {
      sorted.add(textOf(cursor));
    }
    List<String> expected = new ArrayList<>(texts);
    Collections.sort(expected);
    assertThat(sorted.equals(expected))
        .as("in order: %s ...", firstFault(sorted, expected))
        .isTrue();
  }

  private static String textOf(RecordCursor cursor) {
    BinaryRowData row = new BinaryRowData(1);
    row.pointTo(
        MemorySegmentFactory.wrap(cursor.bytes),
        cursor.record + RecordLayout.HEADER + RecordLayout.keySize(cursor.bytes, cursor.record),
        RecordLayout.rowSize(cursor.bytes, cursor.record));
    return row.getString(0).toString();
  }

  /** Not all of them, which would be far too much to read. */
  private static Map<Integer, String> firstFault(List<String> sorted, List<String> expected) {
    Map<Integer, String> faults = new TreeMap<>();
    IntStream.range(0, expected.size())
        .filter(i -> !sorted.get(i).equals(expected.get(i)))
        .findFirst()
        .ifPresent(i -> faults.put(i, sorted.get(i)));
    return faults;
  }

  @Test
  void saysBeforehandWhatARecordWillTakeAndGivesItBack() {
    RecordBuffer buffer = new RecordBuffer(16 << 20);
    long empty = buffer.heldBytesWith(0);
    RowDataSerializer serializer = new RowDataSerializer(FlinkSchemaUtil.convert(SCHEMA));
    for (int length : new int[] {10, 1_000, 200_000, 1_000_000, 200_000, 200_000, 10}) {
      BinaryRowData row =
          serializer.toBinaryRow(GenericRowData.of(StringData.fromString("a".repeat(length))));
      KeyBytes key = new KeyBytes();
      long told = buffer.heldBytesWith(RecordLayout.sizeOf(key, row));

      buffer.add(key, row);

      assertThat(buffer.heldBytesWith(0)).as("with one of %d bytes", length).isEqualTo(told);
    }
    assertThat(buffer.heldBytesWith(0) - empty).isGreaterThan(1_600_000);
    buffer.clear();
    assertThat(buffer.heldBytesWith(0)).isEqualTo(empty);
  }

  private static Named<List<String>> texts(String name, int count, IntFunction<String> text) {
    return Named.of(name, IntStream.range(0, count).mapToObj(text).toList());
  }
}
