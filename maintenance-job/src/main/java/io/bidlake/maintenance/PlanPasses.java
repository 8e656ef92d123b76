package io.bidlake.maintenance;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.report.Begun;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.table.TableMetrics;
import io.bidlake.maintenance.table.Turns;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at most one table at each tick, so that a checkpoint waits for the planning of one table
 * and not of all. Lists the tables of whole namespaces once a minute: a new table is checked at the
 * next tick, one that is gone is forgotten. Emits the groups of files to rewrite and, if an action
 * is due, the {@link Pass} to which they belong. A table is not compacted while its last compaction
 * is running.
 *
 * <p>Keeps the last start of each action in state, so that a restart does not trigger all of them
 * again. A table that cannot be read is reported and retried at its next tick.
 */
final class PlanPasses extends ProcessFunction<Long, FileGroup> implements CheckpointedFunction {

  static final OutputTag<Pass> PASSES = new OutputTag<>("passes", TypeInformation.of(Pass.class));
  static final OutputTag<MaintenanceEntry> REPORTS =
      new OutputTag<>("plan-reports", TypeInformation.of(MaintenanceEntry.class));

  private static final long serialVersionUID = 1;
  private static final Duration LIST_EVERY = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(PlanPasses.class);

  private final Upkeep upkeep;
  private final LakeTables tables;

  private transient Map<String, TableWatch> watches;
  private transient Turns turns;
  private transient long listedAt;
  private transient Set<String> unsupported;
  private transient ListState<LastRun> lastRuns;
  private transient TableMetrics metrics;
  private transient String run;

  PlanPasses(Upkeep upkeep, LakeTables tables) {
    this.upkeep = upkeep;
    this.tables = tables;
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    run = runOf(getRuntimeContext());
    metrics = new TableMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(Long tick, Context context, Collector<FileGroup> groups) {
    long now = context.timerService().currentProcessingTime();
    if (upkeep.mode() == Mode.CONTINUOUS) {
      list(now);
      turns.next(now).ifPresent(name -> check(name, now, context, groups));
    } else {
      // After a restart, a pass continues with the next table.
      List<String> names = List.copyOf(upkeep.tables().keySet());
      check(names.get((int) (tick % names.size())), now, context, groups);
    }
  }

  private void list(long now) {
    if (upkeep.namespaces().names().isEmpty() || now - listedAt < LIST_EVERY.toMillis()) {
      return;
    }
    listedAt = now;
    try {
      Set<String> names = new LinkedHashSet<>(upkeep.names(tables::in));
      turns.update(names);
      watches.keySet().retainAll(names);
      unsupported.retainAll(names);
      metrics.retain(names);
    } catch (RuntimeException e) {
      LOG.warn("the tables of {} cannot be listed", upkeep.namespaces().names(), e);
    }
  }

  private void check(String name, long now, Context context, Collector<FileGroup> groups) {
    try {
      Optional<Table> table = tables.find(name);
      if (table.isPresent()) {
        plan(name, table.get(), watchOf(name), now, context, groups);
      }
    } catch (RuntimeException e) {
      if (e instanceof IncompatibleTableException && isKnownToBeUnsupported(name)) {
        return;
      }
      LOG.warn("{}: planning failed, will be retried at the next check", name, e);
      context.output(
          REPORTS,
          new Begun(name, MaintenanceAction.COMPACT, now)
              .failed(now, Outcome.FAILED, ReportText.failure(e)));
    }
  }

  /** Nobody asked for a table that is only there with the others: report it once. */
  private boolean isKnownToBeUnsupported(String name) {
    return !upkeep.tables().containsKey(name) && !unsupported.add(name);
  }

  /**
   * Returns the id of the current run of the job, which changes at each restart and is the same in
   * all tasks.
   */
  static String runOf(RuntimeContext context) {
    // All tasks are in one failover region, so a failure restarts all of them.
    return context.getJobInfo().getJobId() + "-" + context.getTaskInfo().getAttemptNumber();
  }

  private void plan(
      String name,
      Table table,
      TableWatch watch,
      long now,
      Context context,
      Collector<FileGroup> groups) {
    metrics.update(name, table, now, upkeep.of(name).expiry().overdue(table));
    String pass = UUID.randomUUID().toString();
    Compaction.Plan plan = Compaction.Plan.NOTHING;
    if (watch.compactionIsDue(table, now)) {
      plan = new Compaction(upkeep.of(name).compaction()).plan(table, name, pass, run);
      watch.compacting(table, now, plan.isEmpty() ? "" : pass, plan.later());
    }
    List<MaintenanceAction> actions = watch.beginDue(table, now);
    if (upkeep.mode() == Mode.DRY_RUN && !plan.isEmpty()) {
      context.output(REPORTS, wouldCompact(name, table, plan, now));
      plan = Compaction.Plan.NOTHING;
    }
    if (!plan.isEmpty() || !actions.isEmpty()) {
      context.output(PASSES, Pass.of(pass, name, now, plan.groups().size(), actions));
      plan.groups().forEach(groups::collect);
    }
  }

  private static MaintenanceEntry wouldCompact(
      String name, Table table, Compaction.Plan plan, long now) {
    Effect effect = new Effect(plan.files(), plan.outputFiles(), plan.bytes(), Effect.UNKNOWN, "");
    return new Begun(name, MaintenanceAction.COMPACT, now)
        .ended(now, Outcome.PLANNED, effect, table);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    lastRuns =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("last-runs", TypeInformation.of(LastRun.class)));
    watches = new HashMap<>();
    unsupported = new HashSet<>();
    turns = new Turns(upkeep.checkEvery());
    turns.update(upkeep.tables().keySet());
    listedAt = Long.MIN_VALUE / 2;
    for (LastRun known : lastRuns.get()) {
      if (upkeep.includes(known.table())) {
        watchOf(known.table()).restore(known);
      }
    }
  }

  private TableWatch watchOf(String name) {
    return watches.computeIfAbsent(
        name, table -> new TableWatch(table, upkeep.of(table), upkeep.retryAfter()));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    lastRuns.clear();
    for (TableWatch watch : watches.values()) {
      lastRuns.addAll(watch.known());
    }
  }

  @Override
  public void close() throws Exception {
    tables.close();
  }
}
