package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.CompactionSettings.Selection;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which small files are worth to be merged, when passes come again and again. */
class WorthwhileTest {

  private static final CompactionSettings GROWING =
      new CompactionSettings(
          Selection.WORTHWHILE,
          null,
          3,
          1L << 30,
          1000,
          1L << 40,
          10_000,
          10,
          Compactor.ALL.order(),
          1L << 20);

  @TempDir Path warehouse;
  @TempDir Path spill;

  private final Requests requests = new Requests(4);
  private TestTable table;
  private Compactor compactor;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    compactor = new Compactor(table, spill, GROWING);
  }

  @Test
  void leavesALargeFileForWhichThereAreOnlySmallOnesToMergeWith() throws IOException {
    table.append(requests.of(0, "USA", 20_000));
    String large = table.tasks().get(0).file().location();
    appendSmall(3);
    Map<String, Integer> before = table.rows();

    compactor.compact();

    assertThat(table.tasks())
        .hasSize(2)
        .anySatisfy(task -> assertThat(task.file().location()).isEqualTo(large));
    assertThat(table.rows()).isEqualTo(before);
  }

  @Test
  void mergesLargeFilesOnceThereAreSeveralOfThem() throws IOException {
    table.append(requests.of(0, "USA", 3000));
    table.append(requests.of(0, "USA", 3000));
    table.append(requests.of(0, "USA", 10));

    compactor.compact();

    assertThat(table.tasks()).hasSize(1);
  }

  @Test
  void waitsForEnoughFiles() throws IOException {
    appendSmall(2);

    compactor.compact();

    assertThat(table.tasks()).hasSize(2);
  }

  @Test
  void keepsFilesAndWorkSmallHoweverManyFilesCome() throws IOException {
    long rows = 0;
    long written = 0;
    int most = 0;
    for (int pass = 0; pass < 40; pass++) {
      appendSmall(4);
      rows += 4 * 50;
      for (RewrittenGroup group : compactor.compact()) {
        written += group.written().stream().mapToLong(file -> file.recordCount()).sum();
      }
      most = Math.max(most, table.tasks().size());
    }

    // To merge all files in each pass would write every row 20 times.
    assertThat(written).isLessThan(6 * rows);
    assertThat(most).isLessThanOrEqualTo(10);
    assertThat(table.rows()).hasSize((int) rows);
  }

  private void appendSmall(int files) {
    for (int i = 0; i < files; i++) {
      table.append(requests.of(0, "USA", 50));
    }
  }
}
