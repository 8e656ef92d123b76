package io.bidlake.maintenance;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one piece of work after the other beside the task's own thread, so that checkpoints do not
 * wait for it.
 */
final class WorkerThread {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);
  private static final long PATIENCE_SECONDS = 10;

  private final ExecutorService thread;

  WorkerThread(String name) {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, name);
              created.setContextClassLoader(classes);
              created.setDaemon(true);
              return created;
            });
  }

  /** Does the work some time later; a failure of it is one of the job. */
  <T> void run(Callable<List<T>> work, ResultFuture<T> result) {
    thread.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            // An error too, such as no memory: else the task would wait for ever.
            result.completeExceptionally(e);
          }
        });
  }

  /** Interrupts the work and waits a while for its end: the task's classes go away after it. */
  void stop() throws InterruptedException {
    thread.shutdownNow();
    if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("work on a table goes on {} s after it was interrupted", PATIENCE_SECONDS);
    }
  }
}
