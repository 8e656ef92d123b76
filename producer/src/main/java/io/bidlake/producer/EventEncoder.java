package io.bidlake.producer;

import org.apache.avro.specific.SpecificRecord;

/** Encodes events as values of Kafka records. */
@FunctionalInterface
public interface EventEncoder {
  byte[] encode(SpecificRecord event);
}
