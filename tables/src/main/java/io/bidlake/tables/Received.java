package io.bidlake.tables;

/**
 * An event as it came out of Kafka, of which a row is made. One object, filled anew for each event.
 */
public final class Received<T> {

  public T event;

  /** When Kafka received it, in epoch milliseconds. */
  public long at;
}
