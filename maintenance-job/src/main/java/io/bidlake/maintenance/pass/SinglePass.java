package io.bidlake.maintenance.pass;

import io.bidlake.maintenance.report.ReportText;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.work.Schedule;
import io.bidlake.maintenance.work.Work;
import io.bidlake.maintenance.work.Worker;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceEntry;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one pass over all tables in a number of threads. */
final class SinglePass {

  private static final Logger LOG = LoggerFactory.getLogger(SinglePass.class);

  private final Schedule schedule;
  private final Worker worker;
  private final List<MaintenanceEntry> reports;
  private boolean stopped;

  /**
   * @param reports receives the reports of the actions
   */
  SinglePass(Upkeep upkeep, LakeTables tables, List<MaintenanceEntry> reports) {
    this.reports = reports;
    this.schedule = new Schedule(upkeep, tables, List.of(), Schedule.UNOBSERVED);
    this.worker = new Worker(upkeep, tables);
  }

  /**
   * Does all work.
   *
   * @throws ExecutionException if a thread fails, such as for lack of memory; the others end what
   *     they are doing, and begin nothing more
   */
  void run(int threads) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Void> work = this::workUntilNothingIsLeft;
      for (Future<Void> ended : pool.invokeAll(Collections.nCopies(threads, work))) {
        ended.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Void workUntilNothingIsLeft() throws InterruptedException {
    try {
      for (Optional<Work> next = take(); next.isPresent(); next = take()) {
        finish(worker.run(next.get()));
      }
      return null;
    } catch (Throwable e) {
      // Its work will never be done: whoever waits for that would wait forever.
      stop();
      throw e;
    }
  }

  private synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Returns the next piece of work, of the tables in their order; empty at the end of the pass. */
  private synchronized Optional<Work> take() throws InterruptedException {
    while (!stopped) {
      Optional<Work> next = schedule.next();
      if (next.isPresent()) {
        return next;
      }
      if (!schedule.checkNext(System.currentTimeMillis())) {
        if (!schedule.isBusy()) {
          return Optional.empty();
        }
        wait(); // The actions of a table follow its compaction.
      }
    }
    return Optional.empty();
  }

  private synchronized void finish(Work.Done done) {
    done.reports().forEach(report -> ReportText.log(report, LOG));
    reports.addAll(done.reports());
    schedule.done(done.outcome(), System.currentTimeMillis());
    notifyAll();
  }
}
