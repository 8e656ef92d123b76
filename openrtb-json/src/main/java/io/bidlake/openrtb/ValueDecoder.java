package io.bidlake.openrtb;

/** Decodes Kafka record values that hold any number of events. */
@FunctionalInterface
public interface ValueDecoder {

  /**
   * Decodes a value.
   *
   * @param receivedAt Kafka's time of the record, in epoch ms: the time of events without their own
   */
  void decode(byte[] value, long receivedAt, EventOutput out);
}
