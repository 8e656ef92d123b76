package io.bidlake.maintenance;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Does one piece of work after the other beside the task's own thread, so that checkpoints do not
 * wait for it.
 */
final class WorkerThread implements AutoCloseable {

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

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
