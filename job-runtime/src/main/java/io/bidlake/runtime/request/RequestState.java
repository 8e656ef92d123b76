package io.bidlake.runtime.request;

/** State of one request. Subclasses add what they count. */
public abstract class RequestState {

  private long last = Long.MIN_VALUE;

  /**
   * Returns the time of the last event that can belong to the request, in ms. It never decreases,
   * even if an earlier copy of an event replaces a later one: duplicates of the later one must
   * still be detected.
   */
  public final long last() {
    return last;
  }

  /** Keeps the state at least until an event of this time would be late. */
  public final void reach(long time) {
    last = Math.max(last, time);
  }

  /** Clears the state, so that the object can be reused for another request. */
  public void clear() {
    last = Long.MIN_VALUE;
  }
}
