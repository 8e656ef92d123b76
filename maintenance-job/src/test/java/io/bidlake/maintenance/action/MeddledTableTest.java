package io.bidlake.maintenance.action;

import static io.bidlake.maintenance.action.FlinkHistory.JOB;
import static io.bidlake.maintenance.action.FlinkHistory.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.RewriteManifests.ManifestSettings;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles;
import io.bidlake.maintenance.action.orphans.RemoveOrphanFiles.OrphanSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSettings;
import io.bidlake.maintenance.action.snapshots.ExpireSnapshots;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.FlinkManifestUtil;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that change under an action's hands. */
class MeddledTableTest {

  @TempDir Path warehouse;
  private final ExpireSnapshots expire =
      new ExpireSnapshots(new ExpireSettings(Duration.ofDays(5), 1, Duration.ofDays(7), Set.of()));
  private final RemoveOrphanFiles removeOrphans =
      new RemoveOrphanFiles(new OrphanSettings(Duration.ofDays(3)), Ages.in(Duration.ofDays(30)));
  private TestTable hours;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }

  @Test
  void expiresOnceMoreWhenSomebodyCommitsInBetween() {
    appendTwiceLongAgo();
    Table table =
        MeddledTable.beforeCommit(
            hours.table(), () -> others().append(List.of(Hours.row(2, "USA", 2))));

    assertThat(expire.run(table, Run.REAL).detail()).isEqualTo("snapshots 2 -> 1");

    assertThat(hours.rows()).hasSize(3);
  }

  @Test
  void doesNotExpireWhatSomebodyTagsInBetween() {
    long old = appendTwiceLongAgo();
    Table table =
        MeddledTable.beforeCommit(
            hours.table(),
            () -> others().table().manageSnapshots().createTag("month-end", old).commit());

    assertThatThrownBy(() -> expire.run(table, Run.REAL)).hasMessageContaining("month-end");

    assertThat(hours.rowsAt(old)).hasSize(1);
    assertThat(expire.run(hours.table(), Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void mergesManifestsOnceMoreWhenTheyChangeInBetween() {
    for (int i = 0; i < 5; i++) {
      hours.append(List.of(Hours.row(i, "USA", i)));
    }
    Table table =
        MeddledTable.beforeCommit(
            hours.table(),
            () -> {
              DataFile file = others().tasks().get(0).file();
              others().table().newDelete().deleteFile(file).commit();
              others().append(List.of(Hours.row(9, "USA", 9)));
            });

    new RewriteManifests(new ManifestSettings(2)).run(table, Run.REAL);

    assertThat(hours.rows())
        .hasSize(5)
        .anySatisfy((row, count) -> assertThat(row).contains("USA, 9, "));
  }

  @Test
  void keepsAFileThatIsCommittedWhileItListsThem() {
    hours.append(List.of(Hours.row(0, "USA", 0)));
    DataFile file = hours.write(List.of(Hours.row(1, "USA", 1))).get(0);
    Table table =
        MeddledTable.afterListing(
            hours.table(), () -> others().table().newAppend().appendFile(file).commit());

    assertThat(removeOrphans.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(hours.rows()).hasSize(2);
  }

  @Test
  void keepsFilesWhoseManifestIsCommittedAndRemovedWhileItReadsIt() throws IOException {
    hours.append(List.of(Hours.row(0, "USA", 0)));
    DataFile file = hours.write(List.of(Hours.row(1, "USA", 1))).get(0);
    String manifest = writeManifest(file);
    Table table =
        MeddledTable.beforeReading(
            hours.table(),
            JOB,
            () -> {
              others()
                  .table()
                  .newAppend()
                  .appendFile(file)
                  .set("flink.job-id", JOB)
                  .set("flink.operator-id", OPERATOR)
                  .set("flink.max-committed-checkpoint-id", "1")
                  .commit();
              others().table().io().deleteFile(manifest);
            });

    assertThat(removeOrphans.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(hours.rows()).hasSize(2);
  }

  /** Somebody else, who sees the table as it is. */
  private TestTable others() {
    return new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }

  private long appendTwiceLongAgo() {
    hours.append(List.of(Hours.row(0, "USA", 0)));
    long first = hours.table().currentSnapshot().snapshotId();
    hours.append(List.of(Hours.row(1, "USA", 1)));
    Ages.pass(hours.table(), Duration.ofDays(10));
    return first;
  }

  private String writeManifest(DataFile file) throws IOException {
    Table table = hours.table();
    OutputFile output =
        FlinkManifestUtil.createOutputFileFactory(
                () -> table, table.properties(), JOB, OPERATOR, 0, 1)
            .create(1);
    FlinkManifestUtil.writeCompletedFiles(
        WriteResult.builder().addDataFiles(file).build(), () -> output, table.spec(), 2);
    return output.location();
  }
}
