package io.bidlake.producer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets Ctrl-C end a run between two messages, and wait until it has ended. */
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
   * A signal.
   *
   * @param patience how long a sender may hang before it is interrupted
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

  /** Waits, and returns early when the run is to end. */
  public void pause(long millis) {
    try {
      // The result does not matter: who waits looks at isRequested.
      boolean unused = requested.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      request();
    }
  }

  /** From now on this thread may be interrupted. */
  public void sendingBegins() {
    sender.set(Thread.currentThread());
  }

  /** From now on it may not: it waits for the last deliveries. */
  public void sendingEnds() {
    sender.set(null);
    // An interruption was for the sending, and must not cut the deliveries short.
    boolean unused = Thread.interrupted();
  }

  public void runHasEnded() {
    ended.countDown();
  }

  /** Asks for the end and waits for it, so that the JVM does not die before the last flush. */
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

  /** A producer without a broker takes a minute to give a message up. */
  private void interruptSender() {
    Thread thread = sender.get();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
