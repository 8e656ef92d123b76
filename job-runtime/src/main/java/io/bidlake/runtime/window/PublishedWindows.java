package io.bidlake.runtime.window;

import java.io.Serializable;
import java.time.Instant;

/**
 * Where running totals are published. What a job published after its last checkpoint stays when it
 * restarts from there, though the same windows need not change again: events of several topics come
 * in another order. The job therefore publishes these windows again.
 */
public interface PublishedWindows extends Serializable {

  /** Receives windows. */
  @FunctionalInterface
  interface Receiver {

    /**
     * Receives a window.
     *
     * @param start start of the window, in ms
     */
    void accept(String key, long start) throws Exception;
  }

  /** Passes on each window that was published at or after a time, once or more often. */
  void since(Instant time, Receiver windows) throws Exception;
}
