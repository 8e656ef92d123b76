package io.bidlake.openrtb;

/** Decodes values of Kafka records that can hold any number of events. */
@FunctionalInterface
public interface ValueDecoder {

  /**
   * Hands on what a value holds.
   *
   * @param receivedAt when Kafka received the record, in ms: the time of events that do not tell
   *     theirs
   */
  void decode(byte[] value, long receivedAt, EventOutput out);
}
