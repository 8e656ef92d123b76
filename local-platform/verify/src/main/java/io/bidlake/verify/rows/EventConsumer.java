package io.bidlake.verify.rows;

import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.DeadLetterReason;
import org.apache.avro.specific.SpecificRecord;

/** Receives the events of Kafka's records, and what is not an event. */
@FunctionalInterface
public interface EventConsumer {

  /**
   * Takes an event.
   *
   * @param entry its record, as an entry of the topic of the event
   */
  void accept(KafkaEntry entry, SpecificRecord event);

  /**
   * Takes a dead letter.
   *
   * @param document the number of the document in its record, from 1; 0 for a whole record
   * @param reason the reason; null if it was redriven and can be decoded by now
   */
  default void deadLetter(KafkaEntry entry, int document, DeadLetterReason reason) {}
}
