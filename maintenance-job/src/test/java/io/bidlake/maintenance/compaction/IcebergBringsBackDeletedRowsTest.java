package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why rewrites get a new sequence number here. When this fails, Iceberg has mended
 * apache/iceberg#10962, and {@link GroupCommit} may keep the old one and spare itself conflicts.
 */
class IcebergBringsBackDeletedRowsTest {

  @TempDir Path warehouse;
  @TempDir Path spill;

  @Test
  void dropsADeleteThatCameWhileItsFilesWereRewritten() throws IOException {
    TestTable table = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 2)));
    table.append(List.of(Hours.row(1, "USA", 3)));
    Compactor compactor = new Compactor(table, spill, Compactor.ALL);
    RewrittenGroup rewritten = compactor.rewrite(compactor.plan()).get(0);
    table.deleteByKey(Hours.row(0, "USA", 1));
    table.append(List.of(Hours.row(0, "USA", 9)));
    Map<String, Integer> before = table.rows();

    Table iceberg = table.table();
    long read = rewritten.group().snapshotId();
    RewriteFiles rewrite = iceberg.newRewrite().validateFromSnapshot(read);
    rewrite.dataSequenceNumber(iceberg.snapshot(read).sequenceNumber());
    rewritten.group().tasks().forEach(task -> rewrite.deleteFile(task.file()));
    rewritten.written().forEach(rewrite::addFile);
    rewrite.commit();

    assertThat(before).hasSize(3);
    assertThat(table.rows()).as("with the deleted row again").hasSize(4);
  }
}
