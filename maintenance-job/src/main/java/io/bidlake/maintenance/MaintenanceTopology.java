package io.bidlake.maintenance;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.maintenance.report.ReportActions;
import io.bidlake.maintenance.table.TableWork;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceEntry;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Builds the job graph, from ticks to reports of the actions on tables.
 *
 * <pre>
 *                     groups of files
 *   ticks --> plan-passes --> rewrite-groups (n) --> commit-groups --> run-actions (n) --> report-actions -->
 *                  |                                  ^       |                             ^
 *                  +-------------- passes ------------+       +---------- reports ----------+
 * </pre>
 *
 * <p>One task plans and one task commits, for all tables; the work on files runs in all slots.
 */
final class MaintenanceTopology {

  /**
   * Capacity of the queue: more groups than a pass over all tables has. Waiting elements are small,
   * and checkpoints do not wait for them.
   */
  private static final int WAITING = 100_000;

  /** Actions have no time limit. */
  private static final long NO_TIMEOUT = 0;

  private final Upkeep upkeep;
  private final LakeTables tables;

  MaintenanceTopology(Upkeep upkeep, LakeTables tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  DataStream<MaintenanceEntry> connect(DataStream<Long> ticks) {
    SingleOutputStreamOperator<FileGroup> groups =
        ticks
            .process(new PlanPasses(upkeep, tables))
            .name("plan-passes")
            .uid("plan-passes")
            .setParallelism(1);
    DataStream<RewrittenGroup> rewritten =
        inThreads(groups.rebalance(), new RewriteGroups(upkeep, tables), "rewrite-groups");
    SingleOutputStreamOperator<MaintenanceEntry> committed =
        rewritten
            .connect(groups.getSideOutput(PlanPasses.PASSES))
            .process(new CommitGroups(upkeep, tables))
            .name("commit-groups")
            .uid("commit-groups")
            .setParallelism(1);
    DataStream<MaintenanceEntry> acted =
        inThreads(
            // The actions of one table run one after the other.
            committed.getSideOutput(CommitGroups.COMPACTED).keyBy(Pass::table),
            new RunActions(upkeep, tables),
            "run-actions");
    return committed
        .union(acted, groups.getSideOutput(PlanPasses.REPORTS))
        .process(new ReportActions(upkeep.mode()))
        .name("report-actions")
        .uid("report-actions")
        .setParallelism(1);
  }

  private static <I, O> DataStream<O> inThreads(
      DataStream<I> input, TableWork<I, O> work, String name) {
    return AsyncDataStream.unorderedWait(input, work, NO_TIMEOUT, TimeUnit.MILLISECONDS, WAITING)
        .name(name)
        .uid(name);
  }
}
