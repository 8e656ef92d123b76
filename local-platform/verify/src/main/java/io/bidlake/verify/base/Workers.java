package io.bidlake.verify.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks in parallel and waits for all of them. */
public final class Workers {

  private Workers() {}

  /**
   * Runs the tasks. Rethrows the exception of the first failed one, in list order, and interrupts
   * the others.
   */
  public static void run(List<? extends Runnable> pieces) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, pieces.size()));
    try {
      List<Future<?>> running = new ArrayList<>();
      pieces.forEach(piece -> running.add(pool.submit(piece)));
      for (Future<?> piece : running) {
        piece.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotVerifyException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
