package io.bidlake.producer;

import org.apache.avro.specific.SpecificRecord;

/** Writes events as values of Kafka records. */
@FunctionalInterface
public interface EventEncoder {
  byte[] encode(SpecificRecord event);
}
