package io.bidlake.maintenance.flink;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import io.bidlake.maintenance.flink.AssignWork.Ended;
import io.bidlake.maintenance.flink.MaintenanceSource.WorkSplit;
import io.bidlake.maintenance.upkeep.Upkeep;
import io.bidlake.maintenance.work.Work;
import io.bidlake.maintenance.work.Worker;
import io.bidlake.runtime.lake.LakeTables;
import io.bidlake.tables.MaintenanceEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one piece of work at a time, in a thread of its own, so that checkpoints do not wait for it.
 * Emits its reports.
 */
final class DoWork implements SourceReader<MaintenanceEntry, WorkSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(DoWork.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LakeTables tables;
  private final SourceReaderContext context;
  private final Worker worker;
  private final ExecutorService thread;

  /** Completed when work has been done that was not emitted yet. */
  private CompletableFuture<Work.Done> done = new CompletableFuture<>();

  DoWork(Upkeep upkeep, LakeTables tables, SourceReaderContext context) {
    this.tables = tables;
    this.context = context;
    this.worker = new Worker(upkeep, tables);
    this.thread =
        Executors.newSingleThreadExecutor(
            new ThreadFactoryBuilder()
                .setNameFormat("maintenance-" + context.getIndexOfSubtask())
                .setDaemon(true)
                .build());
  }

  @Override
  public void start() {
    tables.open();
  }

  @Override
  public void addSplits(List<WorkSplit> splits) {
    for (WorkSplit split : splits) {
      thread.execute(
          () -> {
            try {
              done.complete(worker.run(split.work()));
            } catch (Throwable e) {
              // Errors such as OutOfMemoryError too: otherwise the task would wait forever.
              done.completeExceptionally(e);
            }
          });
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return done.thenAccept(unused -> {});
  }

  @Override
  public InputStatus pollNext(ReaderOutput<MaintenanceEntry> output) {
    if (done.isDone()) {
      Work.Done ended = done.join();
      // The enumerator assigns more work only once it knows of the end of this.
      done = new CompletableFuture<>();
      ended.reports().forEach(output::collect);
      context.sendSourceEventToCoordinator(new Ended(ended.outcome()));
    }
    return InputStatus.NOTHING_AVAILABLE;
  }

  @Override
  public List<WorkSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void notifyNoMoreSplits() {
    // There is always more work.
  }

  /**
   * Interrupts the work and waits for its end for a limited time, because the task's class loader
   * is closed afterwards.
   */
  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    if (!Uninterruptibles.awaitTerminationUninterruptibly(thread, PATIENCE)) {
      LOG.warn("work on a table still runs {} after it was interrupted", PATIENCE);
    }
    tables.close();
  }
}
