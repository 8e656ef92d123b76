package io.bidlake.maintenance.table;

import io.bidlake.runtime.lake.LakeTables;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Base class of long-running work on tables. It runs one element after the other in a separate
 * thread. Waiting elements are part of Flink's state, so checkpoints do not wait for the work.
 */
public abstract class TableWork<I, O> extends RichAsyncFunction<I, O> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(TableWork.class);
  private static final long PATIENCE_SECONDS = 10;

  private final LakeTables tables;

  private transient ExecutorService worker;

  protected TableWork(LakeTables tables) {
    this.tables = tables;
  }

  /** Does the work, in a thread that is interrupted when the job is stopped. */
  protected abstract List<O> results(I input);

  protected LakeTables tables() {
    return tables;
  }

  @Override
  public void open(OpenContext context) {
    tables.open();
    String name = getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    worker =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, name);
              created.setContextClassLoader(classes);
              created.setDaemon(true);
              return created;
            });
  }

  @Override
  public void asyncInvoke(I input, ResultFuture<O> result) {
    worker.execute(
        () -> {
          try {
            result.complete(results(input));
          } catch (Throwable e) {
            // Errors such as OutOfMemoryError too: otherwise the task would wait forever.
            result.completeExceptionally(e);
          }
        });
  }

  /**
   * Interrupts the work and waits for its end for a limited time, because the task's class loader
   * is closed afterwards.
   */
  @Override
  public void close() throws Exception {
    if (worker != null) {
      worker.shutdownNow();
      if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("work on a table still runs {} s after it was interrupted", PATIENCE_SECONDS);
      }
    }
    tables.close();
  }
}
