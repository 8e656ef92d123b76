package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.testing.Hours;
import io.bidlake.maintenance.testing.Loaders;
import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.settings.Settings;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import io.bidlake.tables.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanPassesTest {

  private static final String REQUESTS = "bid_requests";
  private static final String HOURS = "hourly_impressions_by_geo";

  @TempDir Path warehouse;

  private final Requests requests = new Requests(10);
  private TestTable table;
  private OneInputStreamOperatorTestHarness<Long, FileGroup> plan;

  @BeforeEach
  void open() throws Exception {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 6; i++) {
      table.append(requests.of(0, "USA", 5));
    }
    plan = harness();
    plan.open();
  }

  @AfterEach
  void close() throws Exception {
    plan.close();
  }

  @Test
  void plansWhatIsDueAndNotAgainWhileItIsUnderWay() throws Exception {
    tickAt(0);
    assertThat(plan.extractOutputValues()).extracting(FileGroup::files).containsExactly(6);
    assertThat(passes())
        .singleElement()
        .satisfies(pass -> assertThat(pass.groups()).isEqualTo(1))
        .satisfies(pass -> assertThat(pass.due()).contains(MaintenanceAction.EXPIRE_SNAPSHOTS))
        .satisfies(
            pass -> assertThat(plan.extractOutputValues().get(0).pass()).isEqualTo(pass.id()));

    tickAt(Duration.ofMinutes(9).toMillis());
    assertThat(plan.extractOutputValues()).hasSize(1);
    assertThat(passes()).hasSize(1);
  }

  @Test
  void plansOneTableAtATickSoThatACheckpointNeedNotWaitForAll() throws Exception {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1)));

    plan.processElement(new StreamRecord<>(6L));
    assertThat(passes()).extracting(Pass::table).containsExactly(REQUESTS);

    plan.processElement(new StreamRecord<>(7L));
    assertThat(passes()).extracting(Pass::table).containsExactly(REQUESTS, HOURS);
  }

  @Test
  void leavesOutTablesThatDoNotExist() throws Exception {
    tickAt(0);

    assertThat(passes()).extracting(Pass::table).containsExactly(REQUESTS);
    assertThat(reports()).isEmpty();
  }

  @Test
  void reportsATableThatItCannotReadAndPlansTheOthers() throws Exception {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    hours.append(List.of(Hours.row(0, "USA", 1)));
    Files.delete(Path.of(table.table().currentSnapshot().manifestListLocation()));

    tickAt(0);

    assertThat(reports())
        .singleElement()
        .satisfies(report -> assertThat(report.table()).isEqualTo(REQUESTS))
        .satisfies(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED));
    assertThat(passes()).extracting(Pass::table).containsExactly(HOURS);
  }

  @Test
  void leavesATableThatSomebodyGaveAnotherFormat() throws Exception {
    table.table().updateProperties().set("format-version", "3").commit();

    tickAt(0);

    assertThat(reports())
        .singleElement()
        .satisfies(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED))
        .satisfies(
            report -> assertThat(report.detail()).contains("its format version must be 2, was 3"));
    assertThat(passes()).isEmpty();
  }

  @Test
  void plansAgainAfterARestartButDoesNotRepeatTheOtherActions() throws Exception {
    tickAt(0);
    OperatorSubtaskState state = plan.snapshot(1, 1);
    plan.close();
    plan = harness();
    plan.initializeState(state);
    plan.open();

    tickAt(1000);

    assertThat(plan.extractOutputValues()).hasSize(1);
    assertThat(passes()).singleElement().satisfies(pass -> assertThat(pass.due()).isEmpty());
  }

  private OneInputStreamOperatorTestHarness<Long, FileGroup> harness() throws Exception {
    Upkeep upkeep = Upkeep.read(Settings.of(List.of("--tables", REQUESTS + "," + HOURS), Map.of()));
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new PlanPasses(upkeep, Loaders.of(warehouse, REQUESTS, HOURS))));
  }

  /** One tick for each table. */
  private void tickAt(long millis) throws Exception {
    plan.setProcessingTime(millis);
    plan.processElement(new StreamRecord<>(0L));
    plan.processElement(new StreamRecord<>(1L));
  }

  private List<Pass> passes() {
    return side(PlanPasses.PASSES);
  }

  private List<MaintenanceEntry> reports() {
    return side(PlanPasses.REPORTS);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    var records = plan.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }
}
