package io.bidlake.maintenance.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.testing.Foreign;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import io.bidlake.tables.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {

  private static final String REQUESTS = "bid_requests";
  private static final String HOURS = "hourly_impressions_by_geo";
  private static final long MINUTE = 60_000;

  @TempDir Path warehouse;

  private final Requests requests = new Requests(10);
  private LakeTables tables;
  private TestTable table;
  private Schedule schedule;

  @BeforeEach
  void fillTable() {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 6; i++) {
      table.append(requests.of(0, "USA", 5));
    }
    tables = Loaders.of(warehouse);
    tables.open();
    schedule = scheduleAfter(List.of());
  }

  @AfterEach
  void close() throws Exception {
    tables.close();
  }

  @Test
  void handsOutFilesFirstAndTheActionsWhenTheyAreCompacted() {
    check(0);
    List<Work> compaction = handedOut();
    assertThat(compaction).extracting(Work::table).containsExactly(REQUESTS);
    assertThat(compaction.get(0).groups()).extracting(group -> group.files()).containsExactly(6);
    assertThat(compaction.get(0).actions()).isEmpty();

    end(compaction.get(0), true, false, false);

    assertThat(handedOut())
        .singleElement()
        .satisfies(it -> assertThat(it.actions()).contains(MaintenanceAction.EXPIRE_SNAPSHOTS))
        .satisfies(it -> assertThat(it.groups()).isEmpty());
  }

  @Test
  void plansNothingWhileWorkOnTheTableHasNotEnded() {
    check(0);
    Work compaction = handedOut().get(0);

    check(90 * MINUTE);
    assertThat(handedOut()).isEmpty();

    end(compaction, false, true, false);
    Work actions = handedOut().get(0);
    check(91 * MINUTE);
    assertThat(handedOut()).isEmpty();

    end(actions, false, false, false);
    check(92 * MINUTE);
    assertThat(handedOut()).isNotEmpty();
  }

  @Test
  void plansAConflictAgainAtTheNextCheck() {
    check(0);
    end(handedOut().get(0), false, true, false);
    end(handedOut().get(0), false, false, false);

    check(MINUTE);

    assertThat(handedOut()).singleElement().satisfies(it -> assertThat(it.groups()).isNotEmpty());
  }

  @Test
  void handsOutAgainWhatWasLost() {
    check(0);
    Work work = handedOut().get(0);

    schedule.lost(work.id());
    schedule.lost(work.id());

    assertThat(handedOut()).containsExactly(work);
  }

  @Test
  void doesNotMindTheEndOfWorkThatItDoesNotKnow() {
    schedule.done(new Work.Outcome(77, true, false, false), 0);

    assertThat(schedule.isBusy()).isFalse();
  }

  @Test
  void checksOneTableAtATimeSoThatACheckpointNeedNotWaitForAll() {
    new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO)
        .append(List.of(Hours.row(0, "USA", 1)));

    assertThat(schedule.checkNext(0)).isTrue();
    assertThat(handedOut()).extracting(Work::table).containsExactly(REQUESTS);
    assertThat(schedule.checkNext(0)).isTrue();
    assertThat(handedOut()).extracting(Work::table).containsExactly(HOURS);
    assertThat(schedule.checkNext(0)).isFalse();
  }

  @Test
  void leavesOutTablesThatDoNotExist() {
    check(0);

    assertThat(handedOut()).extracting(Work::table).containsExactly(REQUESTS);
  }

  @Test
  void reportsATableThatItCannotReadAndPlansTheOthers() throws Exception {
    new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO)
        .append(List.of(Hours.row(0, "USA", 1)));
    Files.delete(Path.of(table.table().currentSnapshot().manifestListLocation()));

    check(0);

    List<Work> works = handedOut();
    assertThat(works).extracting(Work::table).containsExactly(REQUESTS, HOURS);
    assertThat(works.get(0).reports())
        .singleElement()
        .satisfies(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED));
    assertThat(works.get(1).reports()).isEmpty();
  }

  @Test
  void leavesATableThatSomebodyGaveAnotherFormat() {
    table.table().updateProperties().set("format-version", "3").commit();

    check(0);

    assertThat(handedOut())
        .singleElement()
        .satisfies(it -> assertThat(it.groups()).isEmpty())
        .satisfies(it -> assertThat(it.actions()).isEmpty())
        .satisfies(
            it ->
                assertThat(it.reports().get(0).detail())
                    .contains("its format version must be 2, was 3"));
  }

  @Test
  void plansAgainAfterARestartButDoesNotRepeatTheOtherActions() {
    check(0);
    schedule = scheduleAfter(schedule.lastRuns());

    check(1000);
    Work compaction = handedOut().get(0);
    end(compaction, true, false, false);

    assertThat(compaction.groups()).isNotEmpty();
    assertThat(handedOut()).isEmpty();
  }

  @Test
  void findsTablesThatAppearInANamespace() {
    check(0);
    handedOut();
    TestTable views = landing("views");
    check(MINUTE - 1);
    assertThat(handedOut()).isEmpty();

    check(MINUTE);

    assertThat(handedOut())
        .singleElement()
        .satisfies(it -> assertThat(it.table()).isEqualTo("landing.views"))
        .satisfies(it -> assertThat(it.groups().get(0).files()).isEqualTo(views.tasks().size()));
  }

  @Test
  void reportsOnceThatATableOfANamespaceHasAnotherFormat() {
    landing("views").table().updateProperties().set("format-version", "3").commit();

    check(0);
    List<Work> first = handedOut();
    first.forEach(work -> end(work, false, false, false));
    check(MINUTE);

    assertThat(first)
        .filteredOn(it -> it.table().equals("landing.views"))
        .singleElement()
        .satisfies(it -> assertThat(it.reports().get(0).outcome()).isEqualTo(Outcome.FAILED));
    assertThat(handedOut()).noneMatch(it -> it.table().equals("landing.views"));
  }

  @Test
  void forgetsATableOfANamespaceThatIsGone() throws Exception {
    landing("views");
    check(0);
    handedOut().forEach(work -> end(work, true, false, false));
    handedOut().forEach(work -> end(work, false, false, false));

    FileUtils.deleteDirectory(warehouse.resolve("landing/views").toFile());
    check(MINUTE);
    assertThat(schedule.lastRuns()).noneMatch(run -> run.table().equals("landing.views"));
    landing("views");
    check(2 * MINUTE);

    assertThat(schedule.lastRuns()).anyMatch(run -> run.table().equals("landing.views"));
  }

  private TestTable landing(String name) {
    TestTable created = new TestTable(warehouse, "landing", Foreign.named(name));
    for (int i = 0; i < 6; i++) {
      created.append(List.of(GenericRowData.of(TimestampData.fromEpochMillis(i))));
    }
    return created;
  }

  private Schedule scheduleAfter(List<LastRun> lastRuns) {
    Upkeep upkeep =
        Upkeep.read(
            Settings.of(
                List.of("--tables", REQUESTS + "," + HOURS, "--namespaces", "landing"), Map.of()));
    return new Schedule(upkeep, tables, lastRuns, Schedule.UNOBSERVED);
  }

  /** Checks each table whose turn it is. */
  private void check(long now) {
    while (schedule.checkNext(now)) {
      assertThat(now).isNotNegative();
    }
  }

  private List<Work> handedOut() {
    List<Work> works = new ArrayList<>();
    for (Optional<Work> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      works.add(next.get());
    }
    return works;
  }

  private void end(Work work, boolean committed, boolean conflict, boolean failed) {
    schedule.done(new Work.Outcome(work.id(), committed, conflict, failed), 0);
  }
}
