package io.bidlake.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.GroupRewriter;
import io.bidlake.maintenance.compaction.RewrittenGroup;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitGroupsTest {

  private static final String TABLE = "bid_requests";
  private static final String[] COUNTRIES = {"USA", "DEU", "FRA"};

  @TempDir Path warehouse;
  @TempDir Path spill;

  private final Requests requests = new Requests(8);
  private final Upkeep upkeep = upkeep();
  private TestTable table;
  private TwoInputStreamOperatorTestHarness<RewrittenGroup, Pass, MaintenanceEntry> commit;

  @BeforeEach
  void open() throws Exception {
    table = new TestTable(warehouse, Tables.BID_REQUESTS);
    for (int i = 0; i < 3; i++) {
      for (String country : COUNTRIES) {
        table.append(requests.of(0, country, 5));
      }
    }
    commit =
        ProcessFunctionTestHarnesses.forCoProcessFunction(
            new CommitGroups(upkeep, Loaders.of(warehouse)));
  }

  @AfterEach
  void close() throws Exception {
    commit.close();
  }

  @Test
  void commitsSeveralGroupsTogetherAndMarksTheEndOfThePass() throws Exception {
    Map<String, Integer> before = table.rows();
    List<RewrittenGroup> groups = rewritten();
    announce(3);

    add(groups.get(0));
    assertThat(commits()).isEmpty();
    add(groups.get(1));
    assertThat(commits()).containsExactly("part");
    assertThat(passedOn()).isEmpty();
    add(groups.get(2));

    assertThat(commits()).containsExactly("part", "end");
    assertThat(table.rows()).isEqualTo(before);
    assertThat(table.tasks()).hasSize(3);
    assertThat(reports()).extracting(MaintenanceEntry::filesBefore).containsExactly(6L, 3L);
    assertThat(passedOn()).extracting(Pass::id).containsExactly("pass");
  }

  @Test
  void waitsForTheAnnouncementOfThePass() throws Exception {
    for (RewrittenGroup group : rewritten()) {
      add(group);
    }
    assertThat(commits()).isEmpty();

    announce(3);

    assertThat(commits()).containsExactly("end");
    assertThat(passedOn()).hasSize(1);
  }

  @Test
  void passesOnAPassWithoutGroups() throws Exception {
    announce(0);

    assertThat(passedOn()).hasSize(1);
    assertThat(reports()).isEmpty();
  }

  @Test
  void reportsGroupsThatCouldNotBeRewrittenAndCommitsTheOthers() throws Exception {
    List<RewrittenGroup> groups = rewritten();
    announce(3);

    add(groups.get(0));
    add(RewrittenGroup.failed(groups.get(1).group(), "no space left"));
    add(groups.get(2));

    assertThat(table.tasks()).hasSize(5);
    assertThat(reports())
        .extracting(MaintenanceEntry::outcome)
        .containsExactly(Outcome.DONE, Outcome.FAILED);
    assertThat(reports().get(1).detail()).isEqualTo("3 files in 1 groups: no space left");
    assertThat(passedOn()).hasSize(1);
  }

  @Test
  void reportsAConflict() throws Exception {
    List<RewrittenGroup> first = rewritten();
    List<RewrittenGroup> second = rewritten();
    announce(3);
    for (RewrittenGroup group : first) {
      add(group);
    }

    commit.processElement2(new StreamRecord<>(pass("other", 3)));
    for (RewrittenGroup group : second) {
      add(named("other", group));
    }

    assertThat(reports())
        .filteredOn(report -> report.outcome() == Outcome.CONFLICT)
        .extracting(MaintenanceEntry::detail)
        .containsExactly(
            "6 files were changed by another writer", "3 files were changed by another writer");
    assertThat(passedOn()).hasSize(2);
    assertThat(PassMark.hadConflicts("pass", table.table())).isFalse();
    assertThat(PassMark.isOver("other", table.table())).isTrue();
    assertThat(PassMark.hadConflicts("other", table.table())).isTrue();
  }

  @Test
  void reportsThatTheTableIsGone() throws Exception {
    List<RewrittenGroup> groups = rewritten();
    announce(3);
    FileUtils.deleteDirectory(warehouse.resolve("db").toFile());

    for (RewrittenGroup group : groups) {
      add(group);
    }

    assertThat(reports())
        .isNotEmpty()
        .allSatisfy(report -> assertThat(report.outcome()).isEqualTo(Outcome.FAILED));
    assertThat(passedOn()).hasSize(1);
  }

  @Test
  void commitsFilesThatHadDeletesAtOnce() throws Exception {
    TestTable hours = new TestTable(warehouse, Tables.HOURLY_IMPRESSIONS_BY_GEO);
    String name = "hourly_impressions_by_geo";
    hours.append(List.of(Hours.row(0, "USA", 1), Hours.row(0, "DEU", 1)));
    hours.append(List.of(Hours.row(30, "USA", 1), Hours.row(30, "DEU", 1)));
    hours.deleteByKey(Hours.row(0, "USA", 1));
    hours.deleteByKey(Hours.row(30, "USA", 1));
    List<RewrittenGroup> groups = rewritten(hours, name);
    commit.close();
    commit =
        ProcessFunctionTestHarnesses.forCoProcessFunction(
            new CommitGroups(upkeep, Loaders.of(warehouse)));
    commit.processElement2(new StreamRecord<>(Pass.of("pass", name, 0, 2, List.of())));

    add(groups.get(0));

    assertThat(reports()).hasSize(1);
  }

  private void announce(int groups) throws Exception {
    commit.processElement2(new StreamRecord<>(pass("pass", groups)));
  }

  private static Pass pass(String id, int groups) {
    return Pass.of(id, TABLE, 0, groups, List.of(MaintenanceAction.EXPIRE_SNAPSHOTS));
  }

  private void add(RewrittenGroup group) throws Exception {
    commit.processElement1(new StreamRecord<>(group));
  }

  private List<RewrittenGroup> rewritten() throws IOException {
    return rewritten(table, TABLE);
  }

  private List<RewrittenGroup> rewritten(TestTable of, String name) throws IOException {
    List<RewrittenGroup> rewritten = new ArrayList<>();
    Compaction compaction = new Compaction(upkeep.of(name).compaction());
    for (FileGroup group : compaction.plan(of.table(), name, "pass", "run").groups()) {
      rewritten.add(
          new GroupRewriter(upkeep.of(name).compaction(), spill).rewrite(of.table(), group));
    }
    return rewritten;
  }

  private static RewrittenGroup named(String pass, RewrittenGroup group) {
    FileGroup of = group.group();
    return new RewrittenGroup(
        new FileGroup(
            of.table(),
            pass,
            of.snapshotId(),
            of.run(),
            of.files(),
            of.bytes(),
            of.outputFiles(),
            of.outputBytes(),
            of.deletes(),
            of.tasks()),
        group.files(),
        group.bytes(),
        group.written(),
        group.error());
  }

  /** The marks of the compaction's commits, in their order. */
  private List<String> commits() {
    List<String> marks = new ArrayList<>();
    table
        .table()
        .snapshots()
        .forEach(
            snapshot -> {
              if (PassMark.end("pass").entrySet().stream()
                  .allMatch(it -> it.getValue().equals(snapshot.summary().get(it.getKey())))) {
                marks.add("end");
              } else if (snapshot.operation().equals("replace")) {
                marks.add("part");
              }
            });
    return marks;
  }

  private List<MaintenanceEntry> reports() {
    return commit.extractOutputValues();
  }

  private List<Pass> passedOn() {
    var passes = commit.getSideOutput(CommitGroups.COMPACTED);
    return passes == null ? List.of() : passes.stream().map(StreamRecord::getValue).toList();
  }

  private static Upkeep upkeep() {
    Settings settings =
        Settings.of(List.of("--once", "--compaction.groups-per-commit", "2"), Map.of());
    return Upkeep.read(settings);
  }
}
