package io.bidlake.runtime.request;

/** What is known of one request. Jobs add what they count. */
public abstract class RequestState {

  private long last = Long.MIN_VALUE;

  /**
   * Time of the last event that can belong to the request, in ms. It never becomes smaller, also
   * when a copy that counts happened before: the last copy must still find the others.
   */
  public final long last() {
    return last;
  }

  /** Keeps the request at least until an event of this time would be late. */
  public final void reach(long time) {
    last = Math.max(last, time);
  }

  /** Makes it that of another request. */
  public void clear() {
    last = Long.MIN_VALUE;
  }
}
