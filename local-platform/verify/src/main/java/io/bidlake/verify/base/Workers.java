package io.bidlake.verify.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs pieces of work side by side and waits for all of them. */
public final class Workers {

  private Workers() {}

  /** Throws what the first piece that failed has thrown; the others are then interrupted. */
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
