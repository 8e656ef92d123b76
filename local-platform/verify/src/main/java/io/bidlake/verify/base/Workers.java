package io.bidlake.verify.base;

import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Shares work out among threads and waits for all of them. */
public final class Workers {

  private Workers() {}

  /**
   * Runs a worker in each thread, which takes pieces of work from the queue until it is empty.
   * Rethrows the exception of the first one that fails, and interrupts the others.
   *
   * @param most the number of threads; fewer if there are fewer pieces
   */
  public static <P> void run(int most, Queue<P> pieces, Consumer<Queue<P>> worker) {
    int workers = Math.min(most, pieces.size());
    ExecutorService pool = Executors.newCachedThreadPool();
    CompletionService<Void> running = new ExecutorCompletionService<>(pool);
    try {
      for (int i = 0; i < workers; i++) {
        running.submit(() -> worker.accept(pieces), null);
      }
      for (int i = 0; i < workers; i++) {
        running.take().get();
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
