package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.CompactionSettings.Order;
import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compaction without sorting, which copies columns where it can. */
class ColumnCopyTest {

  /** The copy does not know this property, so that all rows are read and written. */
  private static final String BY_ROW = "write.parquet.row-group-check-min-record-count";

  @TempDir Path warehouse;
  @TempDir Path spill;

  private TestTable table;
  private Compactor compactor;

  @BeforeEach
  void fillTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    compactor =
        new Compactor(
            table,
            spill,
            new CompactionSettings(
                Selection.ALL, null, 2, 1L << 30, 1000, 1L << 40, 10_000, 10, Order.NONE, 1 << 20));
    Requests requests = new Requests(4);
    for (int i = 0; i < 5; i++) {
      table.append(withoutNumber(requests.of(0, "USA", 200)));
    }
  }

  @Test
  void keepsAllRowsInOneRowGroup() throws IOException {
    Map<String, Integer> before = table.rows();

    DataFile copied = written();

    assertThat(copied.splitOffsets()).hasSize(1);
    compactor.compact();
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.tasks()).hasSize(1);
  }

  @Test
  void describesItsFilesExactlyAsIfTheRowsHadBeenWritten() throws IOException {
    DataFile copied = written();
    table.table().updateProperties().set(BY_ROW, "100").commit();
    DataFile byRow = written();

    assertThat(copied.recordCount()).isEqualTo(byRow.recordCount()).isEqualTo(1000);
    assertThat(copied.valueCounts()).isEqualTo(byRow.valueCounts()).isNotEmpty();
    assertThat(copied.nullValueCounts()).isEqualTo(byRow.nullValueCounts());
    assertThat(copied.nanValueCounts()).isEqualTo(byRow.nanValueCounts()).containsValue(5L);
    assertThat(copied.lowerBounds()).isEqualTo(byRow.lowerBounds()).isNotEmpty();
    assertThat(copied.upperBounds()).isEqualTo(byRow.upperBounds());
    assertThat(copied.columnSizes().keySet()).isEqualTo(byRow.columnSizes().keySet());
    assertThat(copied.partition()).isEqualTo(byRow.partition());
    assertThat(copied.sortOrderId()).isEqualTo(byRow.sortOrderId());
    assertThat(copied.fileSizeInBytes())
        .isEqualTo(table.table().io().newInputFile(copied.location()).getLength());
  }

  @Test
  void startsANewFileAtTheTargetSize() throws IOException {
    table
        .table()
        .updateProperties()
        .set("write.parquet.row-group-size-bytes", "10000")
        .set("write.target-file-size-bytes", "60000")
        .commit();
    Map<String, Integer> before = table.rows();

    assertThat(compactor.compact().get(0).written()).hasSizeGreaterThan(1);

    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void readsTheRowsOfFilesOfAnotherSchema() throws IOException {
    table.table().updateSchema().addColumn("added", Types.StringType.get()).commit();
    Schema schema = table.table().schema();

    DataFile written = written();

    assertThat(written.nullValueCounts()).containsEntry(schema.findField("added").fieldId(), 1000L);
    assertThat(TestFiles.below(warehouse)).hasSize(5 + 1);
  }

  private DataFile written() throws IOException {
    return compactor.rewrite(compactor.plan()).get(0).written().get(0);
  }

  /** The rows, the first one with a value that is no number. */
  private static List<RowData> withoutNumber(List<RowData> rows) {
    List<RowData> changed = new ArrayList<>(rows);
    GenericRowData first = (GenericRowData) rows.get(0);
    int floor =
        Tables.BID_REQUESTS.schema().columns().stream()
            .map(column -> column.name())
            .toList()
            .indexOf("imp_bidfloor");
    first.setField(floor, Double.NaN);
    changed.set(0, first);
    return changed;
  }
}
