package io.bidlake.verify.rows;

import io.bidlake.verify.kafka.KafkaEntry;
import org.apache.avro.specific.SpecificRecord;

/** Takes events out of Kafka. The next one overwrites the event after the call. */
@FunctionalInterface
public interface EventConsumer {

  void accept(KafkaEntry entry, SpecificRecord event);
}
