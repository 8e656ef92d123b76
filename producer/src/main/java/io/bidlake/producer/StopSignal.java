package io.bidlake.producer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a shutdown hook stop a run between two messages and wait until the run has ended. */
public final class StopSignal {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Thread> sender = new AtomicReference<>();

  public StopSignal() {
    this(PATIENCE);
  }

  /**
   * Creates a signal.
   *
   * @param patience how long a blocked sender is waited for before it is interrupted
   */
  StopSignal(Duration patience) {
    this.patience = patience;
  }

  public void request() {
    requested.countDown();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Waits, and returns early when a stop is requested. */
  public void pause(long millis) {
    try {
      // The result does not matter: callers check isRequested.
      boolean unused = requested.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      request();
    }
  }

  /** Allows the current thread to be interrupted from now on. */
  public void sendingBegins() {
    sender.set(Thread.currentThread());
  }

  /** Disallows interrupts of the sending thread, which now waits for the last deliveries. */
  public void sendingEnds() {
    sender.set(null);
    // Clear a pending interrupt: it was meant for the sending, and must not abort the deliveries.
    boolean unused = Thread.interrupted();
  }

  public void runHasEnded() {
    ended.countDown();
  }

  /**
   * Requests a stop and waits until the run has ended, so that the JVM does not exit before the
   * last flush.
   */
  public void requestAndAwaitEnd() {
    request();
    try {
      if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        interruptSender();
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the sender: a producer without a broker blocks for a minute on a message. */
  private void interruptSender() {
    Thread thread = sender.get();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
