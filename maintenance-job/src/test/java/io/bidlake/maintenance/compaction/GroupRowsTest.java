package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupRowsTest {

  private static final int FILES = 20;
  private static final int ROWS = 5;

  @TempDir Path warehouse;

  private TestTable table;

  @BeforeEach
  void fillTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    Requests requests = new Requests(12);
    for (int i = 0; i < FILES; i++) {
      table.append(requests.of(0, "USA", ROWS));
    }
  }

  @Test
  void readsEachRowOnceWhetherFilesAreFetchedAtOnceOrPartByPart() throws IOException {
    assertThat(ids(new GroupRows(table.table()))).hasSize(FILES * ROWS);
    assertThat(ids(new GroupRows(table.table(), 0))).hasSize(FILES * ROWS);
  }

  @Test
  void closesAFileBeforeItOpensTheNextOne() throws IOException {
    long before = openFiles();
    long most = 0;
    try (CloseableIterable<RowData> rows = new GroupRows(table.table(), 0).of(table.tasks())) {
      for (RowData row : rows) {
        assertThat(row.isNullAt(0)).isFalse();
        most = Math.max(most, openFiles());
      }
    }

    assertThat(most).isLessThan(before + FILES / 2);
  }

  private Set<String> ids(GroupRows reader) throws IOException {
    Set<String> ids = new HashSet<>();
    try (CloseableIterable<RowData> rows = reader.of(table.tasks())) {
      for (RowData row : rows) {
        assertThat(ids.add(row.getString(0).toString())).isTrue();
      }
    }
    return ids;
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}
