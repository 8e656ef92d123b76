package io.bidlake.bench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewriteTest {

  @TempDir private Path folder;

  @Test
  void addsUpItsCommitsAndEndsWithTheLast() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table table = LocalTable.of(catalog, 5);
      Snapshot before = table.currentSnapshot();
      LocalTable.merge(table, 0, 2);
      LocalTable.merge(table, 2, 5);

      assertThat(Rewrite.since(before, table))
          .isEqualTo(
              new Rewrite(table.currentSnapshot().timestampMillis(), 5 * LocalTable.ROWS_OF_FILE));
    }
  }

  @Test
  void leavesOutWhatWasRewrittenBefore() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table table = LocalTable.of(catalog, 5);
      LocalTable.merge(table, 0, 2);
      Snapshot before = table.currentSnapshot();
      LocalTable.merge(table, 2, 5);

      assertThat(Rewrite.since(before, table).rows()).isEqualTo(3 * LocalTable.ROWS_OF_FILE);
    }
  }

  @Test
  void refusesATableThatNobodyRewrote() {
    try (JdbcCatalog catalog = LocalTable.catalog(folder)) {
      Table table = LocalTable.of(catalog, 2);

      assertThatThrownBy(() -> Rewrite.since(table.currentSnapshot(), table))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have been compacted");
    }
  }
}
