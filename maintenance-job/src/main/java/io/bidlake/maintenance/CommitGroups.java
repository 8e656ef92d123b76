package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.compaction.GroupCommit;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.maintenance.report.Begun;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits rewritten groups as they arrive, several of a table in one commit. Emits a report for
 * each commit and, once all groups of a pass are settled, the pass itself for the remaining
 * actions.
 *
 * <p>Keeps uncommitted groups in memory only: after a restart, their files are orphans. If they
 * were restored from a checkpoint, files that have been committed since could be mistaken for
 * uncommitted ones and deleted.
 */
final class CommitGroups extends CoProcessFunction<RewrittenGroup, Pass, MaintenanceEntry> {

  static final OutputTag<Pass> COMPACTED =
      new OutputTag<>("compacted", TypeInformation.of(Pass.class));

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(CommitGroups.class);

  private final Upkeep upkeep;
  private final LakeTables tables;

  private transient Map<String, Progress> progress;

  CommitGroups(Upkeep upkeep, LakeTables tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  /** Progress of a pass. Its groups may arrive before the pass itself. */
  private static final class Progress {
    private Pass pass;
    private int settled;
    private boolean conflicts;
    private final List<RewrittenGroup> rewritten = new ArrayList<>();
    private final List<RewrittenGroup> failed = new ArrayList<>();

    void add(RewrittenGroup group) {
      settled++;
      (group.succeeded() ? rewritten : failed).add(group);
    }

    boolean complete() {
      return pass != null && settled == pass.groups();
    }
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    progress = new HashMap<>();
  }

  @Override
  public void processElement1(
      RewrittenGroup group, Context context, Collector<MaintenanceEntry> reports) {
    Progress of = progressOf(group.group().pass());
    of.add(group);
    advance(of, context, reports);
  }

  @Override
  public void processElement2(Pass pass, Context context, Collector<MaintenanceEntry> reports) {
    Progress of = progressOf(pass.id());
    of.pass = pass;
    advance(of, context, reports);
  }

  private Progress progressOf(String pass) {
    return progress.computeIfAbsent(pass, unused -> new Progress());
  }

  private void advance(Progress of, Context context, Collector<MaintenanceEntry> reports) {
    if (of.pass == null) {
      return;
    }
    Begun begun = new Begun(of.pass.table(), MaintenanceAction.COMPACT, of.pass.startedAt());
    // The longer files with deletes wait, the likelier it is that another delete conflicts with the
    // rewrite.
    boolean urgent = of.rewritten.stream().anyMatch(group -> group.group().deletes());
    long enough = urgent ? 1 : upkeep.of(of.pass.table()).compaction().groupsPerCommit();
    if (of.complete()) {
      if (!of.rewritten.isEmpty()) {
        commit(of, PassMark.end(of.pass.id()), begun, reports);
      }
      if (of.conflicts) {
        tellOfConflicts(of);
      }
      reportFailures(of, begun, reports);
      progress.remove(of.pass.id());
      context.output(COMPACTED, of.pass);
    } else if (of.rewritten.size() >= enough) {
      commit(of, PassMark.part(of.pass.id()), begun, reports);
    }
  }

  private void commit(
      Progress of, Map<String, String> mark, Begun begun, Collector<MaintenanceEntry> reports) {
    List<RewrittenGroup> groups = List.copyOf(of.rewritten);
    of.rewritten.clear();
    try {
      Table table = tables.load(of.pass.table());
      List<RewrittenGroup> conflicting = new GroupCommit(table, mark).commit(groups);
      List<RewrittenGroup> committed = new ArrayList<>(groups);
      committed.removeAll(conflicting);
      if (!committed.isEmpty()) {
        reports.collect(begun.ended(now(), Outcome.DONE, effect(committed), table));
      }
      if (!conflicting.isEmpty()) {
        of.conflicts = true;
        String why = "%d files were changed by another writer".formatted(files(conflicting));
        reports.collect(begun.failed(now(), Outcome.CONFLICT, why));
      }
    } catch (RuntimeException e) {
      of.conflicts |= e instanceof CommitFailedException;
      String why = "%d files: %s".formatted(files(groups), ReportText.failure(e));
      reports.collect(begun.failed(now(), Outcome.FAILED, why));
    }
  }

  /** Marks the end of the pass with an empty commit: the planner waits for its last commit. */
  private void tellOfConflicts(Progress of) {
    try {
      AppendFiles empty = tables.load(of.pass.table()).newFastAppend();
      PassMark.endWithConflicts(of.pass.id()).forEach(empty::set);
      empty.commit();
    } catch (RuntimeException e) {
      LOG.warn("{}: cannot end the pass, the next compaction is delayed", of.pass.table(), e);
    }
  }

  private static void reportFailures(
      Progress of, Begun begun, Collector<MaintenanceEntry> reports) {
    if (!of.failed.isEmpty()) {
      String why =
          "%d files in %d groups: %s"
              .formatted(files(of.failed), of.failed.size(), of.failed.get(0).error());
      reports.collect(begun.failed(now(), Outcome.FAILED, why));
    }
  }

  private static Effect effect(List<RewrittenGroup> groups) {
    return new Effect(
        files(groups),
        groups.stream().mapToLong(RewrittenGroup::files).sum(),
        groups.stream().mapToLong(group -> group.group().bytes()).sum(),
        groups.stream().mapToLong(RewrittenGroup::bytes).sum(),
        "");
  }

  private static long files(List<RewrittenGroup> groups) {
    return groups.stream().mapToLong(group -> group.group().files()).sum();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Override
  public void close() throws Exception {
    tables.close();
  }
}
