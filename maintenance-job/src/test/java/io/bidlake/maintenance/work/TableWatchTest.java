package io.bidlake.maintenance.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.TableSettings;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWatchTest {

  private static final long MINUTE = 60_000;
  private static final Work.Outcome COMMITTED = new Work.Outcome(1, true, false, false);
  private static final Work.Outcome FAILED = new Work.Outcome(2, false, false, true);

  @TempDir Path warehouse;

  private final Requests requests = new Requests(6);
  private TestTable bidRequests;
  private TableWatch watch;

  @BeforeEach
  void createTable() {
    bidRequests = new TestTable(warehouse, Tables.BID_REQUESTS);
    bidRequests.append(requests.of(0, "USA", 1));
    watch = watch("--compaction.after-files", "3", "--compaction.interval", "15m");
  }

  @Test
  void looksAtATableThatItDoesNotKnow() {
    assertThat(watch.compactionIsDue(table(), 0)).isTrue();
  }

  @Test
  void leavesATableToWhichNothingWasAdded() {
    watch.compacting(table(), 0, 0);

    assertThat(watch.compactionIsDue(table(), 100 * MINUTE)).isFalse();
  }

  @Test
  void looksAtATableThatTookTheNameOfAnother() {
    append(5);
    watch.compacting(table(), 0, 0);

    Table other = new TestTable(warehouse, "other", Tables.BID_REQUESTS).table();
    assertThat(watch.compactionIsDue(other, MINUTE)).isTrue();
    watch.compacting(other, MINUTE, 0);
    assertThat(watch.compactionIsDue(other, 100 * MINUTE)).isFalse();
  }

  @Test
  void deletesExpiredRowsOnlyOfATableWithARetention() {
    assertThat(watch.beginDue(table(), 0)).doesNotContain(MaintenanceAction.DELETE_EXPIRED_ROWS);

    table().updateProperties().set("bidlake.retention", "1000").commit();

    assertThat(watch.beginDue(table(), MINUTE))
        .containsExactly(MaintenanceAction.DELETE_EXPIRED_ROWS);
  }

  @Test
  void compactsWhenEnoughFilesHaveCome() {
    watch.compacting(table(), 0, 0);
    append(2);
    assertThat(watch.compactionIsDue(table(), MINUTE)).isFalse();
    append(1);
    assertThat(watch.compactionIsDue(table(), MINUTE)).isTrue();
  }

  @Test
  void compactsWhenEnoughBytesHaveCome() {
    watch = watch("--compaction.after-size", "1b");
    watch.compacting(table(), 0, 0);
    append(1);

    assertThat(watch.compactionIsDue(table(), 0)).isTrue();
  }

  @Test
  void compactsWhenEnoughDeletesHaveCome() {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1)));
    watch = watch("--compaction.after-delete-files", "2");
    watch.compacting(hours.table(), 0, 0);
    hours.deleteByKey(Hours.row(0, "USA", 1));
    assertThat(watch.compactionIsDue(hours.table(), 0)).isFalse();
    hours.deleteByKey(Hours.row(0, "USA", 1));
    assertThat(watch.compactionIsDue(hours.table(), 0)).isTrue();
  }

  @Test
  void compactsWhatLittleHasComeWhenTheTimeIsUp() {
    watch.compacting(table(), 0, 0);
    append(1);

    assertThat(watch.compactionIsDue(table(), 15 * MINUTE - 1)).isFalse();
    assertThat(watch.compactionIsDue(table(), 15 * MINUTE)).isTrue();
  }

  @Test
  void doesNotCountWhatMaintenanceItselfWrote() {
    watch.compacting(table(), 0, 0);
    Table table = table();
    table
        .newRewrite()
        .deleteFile(bidRequests.tasks().get(0).file())
        .addFile(bidRequests.write(requests.of(0, "USA", 1)).get(0))
        .commit();

    assertThat(watch.compactionIsDue(table(), 100 * MINUTE)).isFalse();
  }

  @Test
  void waitsForTheEndOfAllWorkOnTheTable() {
    compacting(2);
    append(5);

    assertThat(watch.ended(COMMITTED, MINUTE)).isEmpty();
    assertThat(watch.compactionIsDue(table(), MINUTE)).isFalse();
    watch.ended(COMMITTED, MINUTE);
    assertThat(watch.compactionIsDue(table(), MINUTE)).isTrue();
  }

  @Test
  void runsTheOtherActionsWhenAllFilesAreCompacted() {
    compacting(2);
    watch.runAfterwards(List.of(MaintenanceAction.EXPIRE_SNAPSHOTS));

    assertThat(watch.ended(COMMITTED, MINUTE)).isEmpty();
    assertThat(watch.ended(COMMITTED, MINUTE)).containsExactly(MaintenanceAction.EXPIRE_SNAPSHOTS);
  }

  @Test
  void triesAgainAtTheNextCheckWhatWasInConflict() {
    compacting(1);
    watch.ended(new Work.Outcome(1, false, true, false), MINUTE);

    assertThat(watch.compactionIsDue(table(), MINUTE)).isTrue();
  }

  @Test
  void waitsBeforeItTriesAgainWhatFailedAltogether() {
    compacting(1);
    watch.ended(FAILED, MINUTE);
    append(5);

    assertThat(watch.compactionIsDue(table(), 11 * MINUTE - 1)).isFalse();
    assertThat(watch.compactionIsDue(table(), 11 * MINUTE)).isTrue();
  }

  @Test
  void triesAgainAtTheNextCheckWhatFailedInPart() {
    compacting(2);
    watch.ended(FAILED, MINUTE);
    watch.ended(COMMITTED, MINUTE);

    assertThat(watch.compactionIsDue(table(), MINUTE)).isTrue();
  }

  @Test
  void goesOnAtOnceWithWhatIsLeft() {
    watch.compacting(table(), 0, 4);
    watch.begun(1);
    watch.ended(COMMITTED, 1);

    assertThat(watch.compactionIsDue(table(), 1)).isTrue();
  }

  @Test
  void looksAgainAfterARestart() {
    compacting(1);
    TableWatch restarted = watch("--compaction.after-files", "3");
    watch.known().forEach(restarted::restore);

    assertThat(restarted.compactionIsDue(table(), 1)).isTrue();
  }

  @Test
  void doesEachOtherActionWhenItsTimeHasCome() {
    watch = watch("--orphans.enabled", "false", "--manifests.interval", "3h");

    assertThat(watch.beginDue(table(), 0))
        .containsExactly(
            MaintenanceAction.REMOVE_DANGLING_DELETES,
            MaintenanceAction.REWRITE_MANIFESTS,
            MaintenanceAction.EXPIRE_SNAPSHOTS);
    assertThat(watch.beginDue(table(), 60 * MINUTE - 1)).isEmpty();
    assertThat(watch.beginDue(table(), 60 * MINUTE))
        .containsExactly(
            MaintenanceAction.REMOVE_DANGLING_DELETES, MaintenanceAction.EXPIRE_SNAPSHOTS);
  }

  @Test
  void doesNotRepeatAnActionBecauseOfARestart() {
    watch.beginDue(table(), 0);
    TableWatch restarted = watch();
    watch.known().forEach(restarted::restore);

    assertThat(restarted.beginDue(table(), MINUTE)).isEmpty();
  }

  private Table table() {
    return bidRequests.table();
  }

  private void append(int files) {
    for (int i = 0; i < files; i++) {
      bidRequests.append(requests.of(0, "USA", 1));
    }
  }

  private void compacting(int pieces) {
    watch.compacting(table(), 0, 0);
    watch.begun(pieces);
  }

  private static TableWatch watch(String... arguments) {
    Settings settings = Settings.of(new ArrayList<>(List.of(arguments)), Map.of());
    TableSettings table = TableSettings.read(settings, Mode.CONTINUOUS);
    settings.check();
    return new TableWatch("bid_requests", table, Duration.ofMinutes(10));
  }
}
