package io.bidlake.tables;

/**
 * An event of a flat topic: the source of a row of its table. One object is reused for all events.
 */
public final class Received<T> {

  public T event;

  /** Time at which Kafka received the event, in epoch milliseconds. */
  public long at;
}
