package io.bidlake.maintenance.flink;

import io.bidlake.maintenance.flink.MaintenanceSource.WorkSplit;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.work.LastRun;
import io.bidlake.maintenance.work.Schedule;
import io.bidlake.maintenance.work.Work;
import io.bidlake.runtime.lake.LakeTables;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Plans the work and assigns a piece of it to each idle task. Keeps the last start of each action
 * in state, so that a restart does not trigger all of them again. Work is not part of the state:
 * what a task was doing when it failed is assigned again when it is back, and after a restart of
 * the job everything is planned anew.
 */
final class AssignWork implements SplitEnumerator<WorkSplit, List<LastRun>> {

  private static final Duration CHECK_AT_LEAST_EVERY = Duration.ofSeconds(1);

  private final Upkeep upkeep;
  private final LakeTables tables;
  private final SplitEnumeratorContext<WorkSplit> context;
  private final Schedule schedule;
  private final Set<Integer> idle = new LinkedHashSet<>();
  private final Map<Integer, Long> assigned = new HashMap<>();

  AssignWork(
      Upkeep upkeep,
      LakeTables tables,
      List<LastRun> lastRuns,
      SplitEnumeratorContext<WorkSplit> context) {
    this.upkeep = upkeep;
    this.tables = tables;
    this.context = context;
    this.schedule = new Schedule(upkeep, tables, lastRuns, new TableMetrics(context.metricGroup()));
  }

  /** Tells the enumerator that a task has done its work. */
  record Ended(Work.Outcome outcome) implements SourceEvent, Serializable {}

  @Override
  public void start() {
    tables.open();
    long period = Math.min(CHECK_AT_LEAST_EVERY.toMillis(), upkeep.checkEvery().toMillis());
    context.callAsync(this::check, this::assign, 0, period);
  }

  /** Runs in a thread of its own, because it reads tables. */
  private Void check() {
    while (schedule.checkNext(System.currentTimeMillis())) {
      // A checkpoint waits for the planning of one table and not of all.
    }
    return null;
  }

  private void assign(Void checked, Throwable failure) {
    if (failure != null) {
      throw new FlinkRuntimeException("the tables cannot be checked", failure);
    }
    assign();
  }

  private void assign() {
    for (int task : List.copyOf(idle)) {
      Optional<Work> next = schedule.next();
      if (next.isEmpty()) {
        return;
      }
      idle.remove(task);
      assigned.put(task, next.get().id());
      context.assignSplit(new WorkSplit(next.get()), task);
    }
  }

  @Override
  public void addReader(int task) {
    // It may have failed: another attempt has taken its place.
    Long lost = assigned.remove(task);
    if (lost != null) {
      schedule.lost(lost);
    }
    idle.add(task);
    assign();
  }

  @Override
  public void addSplitsBack(List<WorkSplit> splits, int task) {
    idle.remove(task); // It failed; addReader follows.
  }

  @Override
  public void handleSourceEvent(int task, SourceEvent event) {
    schedule.done(((Ended) event).outcome(), System.currentTimeMillis());
    assigned.remove(task);
    idle.add(task);
    assign();
  }

  @Override
  public void handleSplitRequest(int task, String host) {
    throw new UnsupportedOperationException("work is assigned to idle tasks without a request");
  }

  @Override
  public List<LastRun> snapshotState(long checkpoint) {
    return schedule.lastRuns();
  }

  @Override
  public void close() throws IOException {
    tables.close();
  }
}
