package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a compaction when others change the table meanwhile. */
class ConflictTest {

  @TempDir Path warehouse;
  @TempDir Path spill;

  private final Requests requests = new Requests(3);
  private TestTable table;
  private Compactor compactor;

  @BeforeEach
  void createTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    compactor = new Compactor(table, spill, Compactor.ALL);
    for (int i = 0; i < 3; i++) {
      table.append(requests.of(0, "USA", 10));
      table.append(requests.of(0, "DEU", 10));
    }
  }

  @Test
  void goesOnWhenAWriterAppendsMeanwhile() throws IOException {
    List<RewrittenGroup> rewritten = compactor.rewrite(compactor.plan());
    table.append(requests.of(0, "USA", 10));
    Map<String, Integer> before = table.rows();

    assertThat(compactor.commit(rewritten)).isEmpty();

    assertThat(table.rows()).isEqualTo(before).hasSize(70);
    assertThat(table.tasks()).hasSize(3);
  }

  @Test
  void givesUpWhatAnotherCompactionHasDone() throws IOException {
    Map<String, Integer> before = table.rows();
    List<RewrittenGroup> late = compactor.rewrite(compactor.plan());
    compactor.compact();
    long snapshot = table.table().currentSnapshot().snapshotId();

    assertThat(compactor.commit(late)).hasSize(2);

    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    assertThat(TestFiles.below(warehouse)).hasSize(6 + 2);
  }

  @Test
  void commitsTheGroupsThatNobodyElseTouched() throws IOException {
    Map<String, Integer> before = table.rows();
    List<RewrittenGroup> all = compactor.rewrite(compactor.plan());
    List<RewrittenGroup> other = compactor.rewrite(compactor.plan());
    compactor.commit(other.subList(0, 1));

    assertThat(compactor.commit(all)).hasSize(1);

    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.tasks()).hasSize(2);
  }

  @Test
  void givesUpWhenTheSnapshotThatItReadIsExpired() throws IOException {
    List<RewrittenGroup> rewritten = compactor.rewrite(compactor.plan());
    table.append(requests.of(0, "USA", 10));
    Map<String, Integer> before = table.rows();
    table.table().expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

    assertThat(compactor.commit(rewritten)).hasSize(2);

    assertThat(table.rows()).isEqualTo(before);
    assertThat(TestFiles.below(warehouse)).hasSize(7);
  }
}
