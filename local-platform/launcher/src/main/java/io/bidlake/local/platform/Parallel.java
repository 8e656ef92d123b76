package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs several actions in parallel. */
final class Parallel {
  private static final int END_SECONDS = 30;

  private Parallel() {}

  /** Runs all actions and returns when they are done; the first failure is thrown at once. */
  static void run(Executor executor, List<Runnable> work) {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (Runnable piece : work) {
      CompletableFuture<Void> running = submit(executor, piece);
      all.add(running);
      running.exceptionally(
          problem -> {
            failed.completeExceptionally(problem);
            return null;
          });
    }
    CompletableFuture<Void> done =
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]));
    try {
      CompletableFuture.anyOf(done, failed).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PlatformException problem) {
        throw problem;
      }
      throw e;
    }
  }

  private static CompletableFuture<Void> submit(Executor executor, Runnable piece) {
    try {
      return CompletableFuture.runAsync(piece, executor);
    } catch (RejectedExecutionException e) {
      throw new PlatformException("the platform is being stopped", e);
    }
  }

  /** Runs the action with each value, in parallel, and returns when all are done. */
  static <T> void each(List<T> values, Consumer<T> action) {
    if (values.isEmpty()) {
      return;
    }
    ExecutorService executor = Executors.newFixedThreadPool(values.size());
    try {
      run(executor, values.stream().map(value -> (Runnable) () -> action.accept(value)).toList());
    } finally {
      executor.shutdown();
    }
  }

  /** Interrupts the running actions and waits up to 30 seconds until they have ended. */
  static void end(ExecutorService executor) {
    executor.shutdownNow();
    try {
      executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
