package io.bidlake.maintenance.work;

import io.bidlake.maintenance.action.Effect;
import io.bidlake.maintenance.compaction.Compaction;
import io.bidlake.maintenance.compaction.Compaction.Plan;
import io.bidlake.maintenance.report.Begun;
import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceAction;
import io.bidlake.tables.MaintenanceEntry;
import io.bidlake.tables.MaintenanceEntry.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the tables by turns, plans the work that is due, and hands it out piece by piece. The
 * actions on a table begin when its files are compacted, and a table is not compacted while any
 * work on it has not ended.
 *
 * <p>Lists the tables of whole namespaces once a minute: a new table is checked at once, and one
 * that is gone is forgotten. A table that cannot be read is reported and checked again at its next
 * turn. Thread-safe; a call waits while a table is planned.
 */
public final class Schedule {

  private static final Duration LIST_EVERY = Duration.ofMinutes(1);

  /** Longer than any pass: it checks each table once. */
  private static final Duration ONCE = Duration.ofDays(100_000);

  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

  private final Upkeep upkeep;
  private final LakeTables tables;
  private final Observer observer;
  private final Turns turns;
  private final Map<String, TableWatch> watches = new HashMap<>();
  private final Set<String> unsupported = new HashSet<>();
  private final Deque<Work> waiting = new ArrayDeque<>();
  private final Map<Long, Work> running = new LinkedHashMap<>();
  private long listedAt = Long.MIN_VALUE / 2;
  private long lastId;

  /** Sees nothing. */
  public static final Observer UNOBSERVED = new Observer() {};

  /** Sees each table when it is checked. */
  public interface Observer {

    /**
     * Told of a table.
     *
     * @param overdue number of snapshots that should have been expired
     */
    default void checked(String name, Table table, long now, long overdue) {}

    /** Told of all tables that there are now. */
    default void retain(Set<String> names) {}
  }

  /**
   * Creates a schedule.
   *
   * @param lastRuns the last runs before a restart
   */
  public Schedule(
      Upkeep upkeep, LakeTables tables, Collection<LastRun> lastRuns, Observer observer) {
    this.upkeep = upkeep;
    this.tables = tables;
    this.observer = observer;
    this.turns = new Turns(upkeep.mode() == Mode.CONTINUOUS ? upkeep.checkEvery() : ONCE);
    turns.update(upkeep.tables().keySet());
    lastRuns.stream()
        .filter(known -> upkeep.includes(known.table()))
        .forEach(known -> watchOf(known.table()).restore(known));
  }

  private TableWatch watchOf(String name) {
    return watches.computeIfAbsent(
        name, table -> new TableWatch(table, upkeep.of(table), upkeep.retryAfter()));
  }

  /** Returns the last runs, from which another schedule can go on after a restart. */
  public synchronized List<LastRun> lastRuns() {
    return watches.values().stream().flatMap(watch -> watch.known().stream()).toList();
  }

  /**
   * Checks the next table and plans the work that is due. Returns false if it is not the turn of
   * any table yet.
   */
  public synchronized boolean checkNext(long now) {
    list(now);
    Optional<String> next = turns.next(now);
    next.ifPresent(name -> check(name, now));
    return next.isPresent();
  }

  private void list(long now) {
    if (upkeep.namespaces().names().isEmpty() || now - listedAt < LIST_EVERY.toMillis()) {
      return;
    }
    listedAt = now;
    try {
      Set<String> names = new LinkedHashSet<>(upkeep.names(tables::in));
      turns.update(names);
      watches.entrySet().removeIf(it -> !names.contains(it.getKey()) && !it.getValue().isBusy());
      unsupported.retainAll(names);
      observer.retain(names);
    } catch (RuntimeException e) {
      LOG.warn("the tables of {} cannot be listed", upkeep.namespaces().names(), e);
    }
  }

  private void check(String name, long now) {
    try {
      tables.find(name).ifPresent(table -> plan(name, table, now));
    } catch (RuntimeException e) {
      if (e instanceof IncompatibleTableException && isKnownToBeUnsupported(name)) {
        return;
      }
      LOG.warn("{}: planning failed, will be retried at the next check", name, e);
      MaintenanceEntry report =
          new Begun(name, MaintenanceAction.COMPACT, now)
              .failed(now, Outcome.FAILED, ReportText.failure(e));
      begin(name, List.of(), List.of(report));
    }
  }

  /** Nobody asked for a table that is only there with the others: report it once. */
  private boolean isKnownToBeUnsupported(String name) {
    return !upkeep.tables().containsKey(name) && !unsupported.add(name);
  }

  private void plan(String name, Table table, long now) {
    observer.checked(name, table, now, upkeep.of(name).expiry().overdue(table));
    TableWatch watch = watchOf(name);
    if (watch.isBusy()) {
      return;
    }
    Plan plan = Plan.NOTHING;
    if (watch.compactionIsDue(table, now)) {
      plan = new Compaction(upkeep.of(name).compaction()).plan(table);
      watch.compacting(table, now, plan.later());
    }
    List<MaintenanceAction> actions = watch.beginDue(table, now);
    if (upkeep.mode() == Mode.DRY_RUN && !plan.isEmpty()) {
      begin(name, actions, List.of(wouldCompact(name, table, plan, now)));
    } else if (!plan.isEmpty()) {
      var commits = plan.commits(upkeep.of(name).compaction().groupsPerCommit());
      watch.begun(commits.size());
      watch.runAfterwards(actions);
      commits.forEach(
          groups -> waiting.add(new Work(++lastId, name, groups, List.of(), List.of())));
    } else if (!actions.isEmpty()) {
      begin(name, actions, List.of());
    }
  }

  private void begin(String name, List<MaintenanceAction> actions, List<MaintenanceEntry> reports) {
    watchOf(name).begun(1);
    waiting.add(new Work(++lastId, name, List.of(), actions, reports));
  }

  private static MaintenanceEntry wouldCompact(String name, Table table, Plan plan, long now) {
    Effect effect = new Effect(plan.files(), plan.outputFiles(), plan.bytes(), Effect.UNKNOWN, "");
    return new Begun(name, MaintenanceAction.COMPACT, now)
        .ended(now, Outcome.PLANNED, effect, table);
  }

  /** Hands out a piece of work; empty if none is waiting. */
  public synchronized Optional<Work> next() {
    Optional<Work> next = Optional.ofNullable(waiting.poll());
    next.ifPresent(work -> running.put(work.id(), work));
    return next;
  }

  /** Takes back a piece of work that was begun but will not end, to hand it out again. */
  public synchronized void lost(long id) {
    Optional.ofNullable(running.remove(id)).ifPresent(waiting::addFirst);
  }

  /** Records the end of a piece of work. */
  public synchronized void done(Work.Outcome outcome, long now) {
    Work work = running.remove(outcome.id());
    if (work == null) {
      return; // Of before a restart.
    }
    List<MaintenanceAction> actions = watchOf(work.table()).ended(outcome, now);
    if (!actions.isEmpty()) {
      begin(work.table(), actions, List.of());
    }
  }

  /** Returns whether any piece of work that was handed out has not ended. */
  public synchronized boolean isBusy() {
    return !running.isEmpty();
  }
}
