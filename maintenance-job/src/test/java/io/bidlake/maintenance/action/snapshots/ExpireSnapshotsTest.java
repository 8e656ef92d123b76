package io.bidlake.maintenance.action.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.action.Ages;
import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.action.TableAction.Run;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpireSnapshotsTest {

  @TempDir Path warehouse;
  private final ExpireSnapshots action =
      new ExpireSnapshots(new ExpireSettings(Duration.ofDays(5), 1, Duration.ofDays(7), Set.of()));
  private TestTable hours;
  private Table table;

  @BeforeEach
  void createTable() {
    hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    table = hours.table();
  }

  @Test
  void removesOldSnapshotsAndTheirFilesOnly() throws IOException {
    buildHistory();
    Map<String, Integer> rows = hours.rows();
    Map<Long, Map<String, Integer>> young = rowsOfSnapshotsYoungerThan(Duration.ofDays(5));
    long files = files();

    Effect planned = action.run(table, Run.DRY);
    assertThat(files()).isEqualTo(files);
    Effect effect = action.run(table, Run.REAL);

    assertThat(planned).isEqualTo(effect);
    assertThat(effect.detail()).isEqualTo("snapshots 8 -> 3");
    assertThat(effect.filesBefore()).isPositive();
    assertThat(effect.bytesBefore()).isEqualTo(-1);
    // A version of the metadata is added.
    assertThat(files()).isEqualTo(files - effect.filesBefore() + 1);
    assertThat(hours.rows()).isEqualTo(rows);
    assertThat(rowsOfSnapshotsYoungerThan(Duration.ofDays(5))).isEqualTo(young).hasSize(3);
  }

  @Test
  void commitsNothingWhenNothingIsOld() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    hours.append(List.of(Hours.row(0, "USA", 1)));

    assertThat(action.run(table, Run.DRY)).isEqualTo(Effect.nothing());
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());

    assertThat(hours.table().history()).hasSize(2);
  }

  @Test
  void findsNothingInAnEmptyTable() {
    assertThat(action.run(table, Run.DRY)).isEqualTo(Effect.nothing());
    assertThat(action.run(table, Run.REAL)).isEqualTo(Effect.nothing());
  }

  @Test
  void takesWhatIsNotSetFromTheTable() {
    buildHistory();
    table
        .updateProperties()
        .set("history.expire.max-snapshot-age-ms", "" + Duration.ofDays(9).toMillis())
        .set("history.expire.min-snapshots-to-keep", "6")
        .commit();
    ExpireSettings byTable = new ExpireSettings(null, null, Duration.ofDays(7), Set.of());

    assertThat(new ExpireSnapshots(byTable).run(table, Run.REAL).detail())
        .isEqualTo("snapshots 8 -> 6");
  }

  @Test
  void keepsTagsAndBranches() {
    hours.append(List.of(Hours.row(0, "USA", 1)));
    long tagged = hours.table().currentSnapshot().snapshotId();
    hours.append(List.of(Hours.row(1, "USA", 2)));
    long branched = hours.table().currentSnapshot().snapshotId();
    table.manageSnapshots().createTag("month-end", tagged).createBranch("b", branched).commit();
    buildHistory();
    Map<String, Integer> taggedRows = hours.rowsAt(tagged);
    Map<String, Integer> branchedRows = hours.rowsAt(branched);

    action.run(table, Run.REAL);

    assertThat(hours.rowsAt(tagged)).isEqualTo(taggedRows).hasSize(1);
    assertThat(hours.rowsAt(branched)).isEqualTo(branchedRows).hasSize(2);
  }

  @Test
  void keepsTheLastSnapshotsHoweverOld() {
    buildHistory();
    Ages.pass(table, Duration.ofDays(100));
    ExpireSettings keepThree =
        new ExpireSettings(Duration.ofDays(5), 3, Duration.ofDays(7), Set.of());

    assertThat(new ExpireSnapshots(keepThree).run(table, Run.REAL).detail())
        .isEqualTo("snapshots 8 -> 3");
  }

  @Test
  void refusesATableWhoseFilesBelongToOthersToo() {
    buildHistory();
    table.updateProperties().set("gc.enabled", "false").commit();

    assertThatThrownBy(() -> action.run(table, Run.REAL)).isInstanceOf(ValidationException.class);

    assertThat(hours.table().snapshots()).hasSize(8);
  }

  @Test
  void goesThroughWhenSomebodyCommittedSinceTheTableWasLoaded() {
    buildHistory();
    Table stale = other().table();
    hours.append(List.of(Hours.row(9, "USA", 9)));
    Map<String, Integer> rows = hours.rows();

    assertThat(action.run(stale, Run.REAL).detail()).isEqualTo("snapshots 9 -> 4");

    assertThat(hours.rows()).isEqualTo(rows);
  }

  /** Eight snapshots, five of them old, with rows deleted and files replaced on the way. */
  private void buildHistory() {
    hours.append(List.of(Hours.row(0, "DEU", 1), Hours.row(0, "USA", 2)));
    hours.append(List.of(Hours.row(24, "DEU", 3), Hours.row(24, "USA", 4)));
    hours.deleteByKey(Hours.row(0, "DEU", 1));
    hours.deleteRow(hours.tasks().get(0).file(), 1);
    Ages.pass(table, Duration.ofDays(10));
    table = hours.table();
    table.newDelete().deleteFile(hours.tasks().get(0).file()).commit();
    Ages.pass(table, Duration.ofDays(10));
    hours.append(List.of(Hours.row(48, "CHE", 5)));
    hours.deleteByKey(Hours.row(48, "CHE", 5));
    hours.append(List.of(Hours.row(48, "CHE", 6)));
    Ages.pass(table, Duration.ofDays(1));
  }

  private Map<Long, Map<String, Integer>> rowsOfSnapshotsYoungerThan(Duration age) {
    Map<Long, Map<String, Integer>> rows = new HashMap<>();
    for (Snapshot snapshot : hours.table().snapshots()) {
      if (snapshot.timestampMillis() > System.currentTimeMillis() - age.toMillis()) {
        rows.put(snapshot.snapshotId(), hours.rowsAt(snapshot.snapshotId()));
      }
    }
    return rows;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".crc"))
          .count();
    }
  }

  private TestTable other() {
    return new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
  }
}
