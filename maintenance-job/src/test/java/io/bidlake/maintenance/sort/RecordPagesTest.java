package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.sort.keys.SortKeys;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class RecordPagesTest {

  private static final Schema SCHEMA =
      new Schema(NestedField.required(1, "payload", Types.BinaryType.get()));

  private final RecordEncoder encoder =
      new RecordEncoder(SortKeys.of(SCHEMA, SortOrder.unsorted()), FlinkSchemaUtil.convert(SCHEMA));
  private final RecordPages pages = new RecordPages();

  @Test
  void growsByWhatItSaidItWould() {
    for (int size : new int[] {10, 1_000, 16_000, 100_000, 16_000, 16_000, 16_000, 16_000, 10}) {
      long before = pages.heldBytes();
      encoder.encode(GenericRowData.of(new byte[size]));
      long growth = pages.growthFor(encoder.size());

      pages.add(encoder);

      assertThat(pages.heldBytes() - before).as("for %d bytes", size).isEqualTo(growth);
    }
    assertThat(pages.heldBytes()).isGreaterThan(3L * RecordPages.PAGE_BYTES);
  }

  @Test
  void findsEachRecordAgain() {
    long[] addresses = new long[300];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = add(i * 100);
    }

    BinaryRowData row = new BinaryRowData(1);
    for (int i = 0; i < addresses.length; i++) {
      MemorySegment page = pages.page(addresses[i]);
      RecordLayout.pointTo(page.getHeapMemory(), RecordPages.offset(addresses[i]), page, row);
      assertThat(row.getBinary(0)).hasSize(i * 100);
    }
  }

  @Test
  void keepsPagesForOtherRecordsButNotThoseOfLargeOnes() {
    add(10);
    long heldForSmall = pages.heldBytes();
    add(500_000);

    pages.clear();

    assertThat(pages.heldBytes()).isEqualTo(heldForSmall);
    assertThat(pages.growthFor(1_000)).isZero();
    pages.release();
    assertThat(pages.heldBytes()).isZero();
    assertThat(pages.growthFor(1_000)).isGreaterThan(RecordPages.PAGE_BYTES);
  }

  private long add(int payload) {
    encoder.encode(GenericRowData.of(new byte[payload]));
    return pages.add(encoder);
  }
}
