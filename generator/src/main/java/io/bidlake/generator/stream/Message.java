package io.bidlake.generator.stream;

import io.bidlake.model.Topic;

/**
 * A message to send: a Kafka record or a line.
 *
 * @param sendAt when to send it, in event time, in epoch milliseconds
 * @param sequence order of messages with the same {@code sendAt}
 * @param key request id, UTF-8
 * @param value event in the format of its topic, or poison; may be null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and there are millions of them.
public record Message(
    long sendAt, long sequence, Topic<?> topic, Nature nature, byte[] key, byte[] value) {

  /** Kinds of messages. */
  public enum Nature {
    /** An event, sent on time. */
    EVENT,
    /** An event that is sent late. */
    LATE,
    /** The same bytes as an event that was sent before. */
    DUPLICATE,
    /** Bytes that are not an event. */
    POISON
  }
}
