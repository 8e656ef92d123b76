package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.CompactionSettings.Order;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedCompactionTest {

  private static final int SITE_DOMAIN =
      Tables.BID_REQUESTS.schema().columns().stream()
          .map(it -> it.name())
          .toList()
          .indexOf("site_domain");

  @TempDir Path warehouse;
  @TempDir Path spill;

  private final Requests requests = new Requests(2);
  private TestTable table;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
  }

  @Test
  void putsRowsInTheOrderOfTheTableAndRecordsIt() throws IOException {
    appendFiles(5, 50);
    Map<String, Integer> before = table.rows();

    compactor(Compactor.ALL).compact();

    assertThat(table.tasks()).singleElement().satisfies(this::isSorted);
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void sortsMoreRowsThanItsMemoryHolds() throws IOException {
    appendFiles(4, 5000);
    Map<String, Integer> before = table.rows();

    compactor(withMemory(1 << 20)).compact();

    assertThat(table.tasks()).singleElement().satisfies(this::isSorted);
    assertThat(table.rows()).isEqualTo(before);
    try (Stream<Path> left = Files.list(spill)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void sortsAFullFileThatIsNotSorted() throws IOException {
    table.append(requests.of(0, "USA", 2000));
    long size = table.tasks().get(0).length();

    compactor(Compactor.withTarget(size)).compact();

    assertThat(table.tasks()).isNotEmpty().allSatisfy(this::isSorted);
  }

  @Test
  void leavesAFullFileThatIsSorted() throws IOException {
    table.append(requests.of(0, "USA", 2000));
    long size = table.tasks().get(0).length();
    compactor(Compactor.withTarget(size)).compact();
    String sorted = table.tasks().get(0).file().location();

    assertThat(compactor(Compactor.withTarget(table.tasks().get(0).length())).plan().isEmpty())
        .isTrue();
    assertThat(table.tasks().get(0).file().location()).isEqualTo(sorted);
  }

  @Test
  void givesFilesOfOneGroupRangesThatDoNotOverlap() throws IOException {
    appendFiles(4, 5000);
    long size = table.tasks().stream().mapToLong(FileScanTask::length).sum();

    compactor(Compactor.withTarget(size / 4)).compact();

    List<List<String>> domains = new ArrayList<>();
    for (FileScanTask task : table.tasks()) {
      isSorted(task);
      domains.add(domains(task));
    }
    domains.sort(Comparator.comparing(it -> it.get(it.size() - 1)));
    assertThat(domains.size()).isGreaterThan(1);
    for (int i = 1; i < domains.size(); i++) {
      List<String> before = domains.get(i - 1);
      assertThat(domains.get(i).get(0)).isGreaterThanOrEqualTo(before.get(before.size() - 1));
    }
  }

  @Test
  void leavesRowsAsTheyComeWhenAskedTo() throws IOException {
    appendFiles(5, 50);

    CompactionSettings all = Compactor.ALL;
    compactor(
            new CompactionSettings(
                all.selection(),
                null,
                2,
                all.maxGroupBytes(),
                all.maxGroupFiles(),
                all.maxPassBytes(),
                all.maxPassFiles(),
                10,
                Order.NONE,
                all.sortMemoryBytes()))
        .compact();

    assertThat(table.tasks())
        .singleElement()
        .satisfies(task -> assertThat(task.file().sortOrderId()).isIn(null, 0));
  }

  private void isSorted(FileScanTask task) throws IOException {
    assertThat(task.file().sortOrderId()).isEqualTo(table.table().sortOrder().orderId());
    // Nulls first, as the table's order says.
    assertThat(domains(task)).isSortedAccordingTo(Comparator.naturalOrder());
  }

  private List<String> domains(FileScanTask task) throws IOException {
    List<String> domains = new ArrayList<>();
    try (CloseableIterable<RowData> rows = new GroupRows(table.table()).of(List.of(task))) {
      for (RowData row : rows) {
        domains.add(row.isNullAt(SITE_DOMAIN) ? "" : row.getString(SITE_DOMAIN).toString());
      }
    }
    return domains;
  }

  private void appendFiles(int files, int rows) {
    for (int i = 0; i < files; i++) {
      table.append(requests.of(0, "USA", rows));
    }
  }

  private static CompactionSettings withMemory(long bytes) {
    CompactionSettings all = Compactor.ALL;
    return new CompactionSettings(
        all.selection(),
        null,
        2,
        all.maxGroupBytes(),
        all.maxGroupFiles(),
        all.maxPassBytes(),
        all.maxPassFiles(),
        10,
        Order.TABLE,
        bytes);
  }

  private Compactor compactor(CompactionSettings settings) {
    return new Compactor(table, spill, settings);
  }
}
