package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.testing.Foreign;
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
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.util.FileUtils;
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

  @Test
  void findsTablesThatAppearInANamespace() throws Exception {
    tickAt(0);
    TestTable views = landing("views");
    tickAt(59_999, 4);
    assertThat(passes()).extracting(Pass::table).containsExactly(REQUESTS);

    tickAt(60_000, 4);
    assertThat(passes()).extracting(Pass::table).contains("landing.views");
    assertThat(plan.extractOutputValues())
        .filteredOn(group -> group.table().equals("landing.views"))
        .singleElement()
        .satisfies(group -> assertThat(group.files()).isEqualTo(views.tasks().size()));
  }

  @Test
  void reportsOnceThatATableOfANamespaceHasAnotherFormat() throws Exception {
    landing("views").table().updateProperties().set("format-version", "3").commit();

    tickAt(0, 4);
    tickAt(60_000, 4);

    assertThat(reports())
        .singleElement()
        .satisfies(report -> assertThat(report.table()).isEqualTo("landing.views"))
        .satisfies(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void forgetsATableOfANamespaceThatIsGone() throws Exception {
    landing("views");
    tickAt(0, 4);
    assertThat(passes()).extracting(Pass::table).contains("landing.views");

    FileUtils.deleteDirectory(warehouse.resolve("landing/views").toFile());
    tickAt(60_000, 4);
    landing("views");
    tickAt(120_000, 4);

    // A table that is known has no actions due after two minutes.
    assertThat(passes())
        .filteredOn(pass -> pass.table().equals("landing.views"))
        .hasSize(2)
        .allSatisfy(pass -> assertThat(pass.due()).contains(MaintenanceAction.REMOVE_ORPHAN_FILES));
    assertThat(reports()).isEmpty();
  }

  @Test
  void knowsTheTablesOfANamespaceAfterARestart() throws Exception {
    landing("views");
    tickAt(0, 4);
    OperatorSubtaskState state = plan.snapshot(1, 1);
    plan.close();
    plan = harness();
    plan.initializeState(state);
    plan.open();

    tickAt(1000, 4);

    assertThat(passes())
        .filteredOn(pass -> pass.table().equals("landing.views"))
        .singleElement()
        .satisfies(pass -> assertThat(pass.due()).isEmpty());
  }

  private TestTable landing(String name) {
    TestTable created = new TestTable(warehouse, "landing", Foreign.named(name));
    for (int i = 0; i < 6; i++) {
      created.append(List.of(GenericRowData.of(TimestampData.fromEpochMillis(i))));
    }
    return created;
  }

  private OneInputStreamOperatorTestHarness<Long, FileGroup> harness() throws Exception {
    Upkeep upkeep =
        Upkeep.read(
            Settings.of(
                List.of("--tables", REQUESTS + "," + HOURS, "--namespaces", "landing"), Map.of()));
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(new PlanPasses(upkeep, Loaders.of(warehouse))));
  }

  /** One tick for each table. */
  private void tickAt(long millis) throws Exception {
    tickAt(millis, 2);
  }

  private void tickAt(long millis, int times) throws Exception {
    plan.setProcessingTime(millis);
    for (long tick = 0; tick < times; tick++) {
      plan.processElement(new StreamRecord<>(tick));
    }
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
