package io.bidlake.generator.stream;

import io.bidlake.model.Topic;

/**
 * What is sent: a Kafka record or a line.
 *
 * @param sendAt when it is to be sent, on the clock of event times, ms since 1970
 * @param sequence orders messages that are to be sent at the same time
 * @param key request id, UTF-8
 * @param value event in the format of its topic, or poison; may be null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and millions of them are made.
public record Message(
    long sendAt, long sequence, Topic<?> topic, Nature nature, byte[] key, byte[] value) {

  /** Why a message is sent. */
  public enum Nature {
    /** An event, in time. */
    EVENT,
    /** An event that was held back. */
    LATE,
    /** An event that was sent before, the same bytes again. */
    DUPLICATE,
    /** Bytes that are no event. */
    POISON
  }
}
