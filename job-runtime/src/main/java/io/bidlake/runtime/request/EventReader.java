package io.bidlake.runtime.request;

import io.bidlake.tables.DeadLetter;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;

/** Extracts from an event what a job needs. */
@FunctionalInterface
public interface EventReader<T extends SpecificRecord, E extends RequestEvent>
    extends Serializable {

  /**
   * Creates an object that holds no references into the record, which the next one overwrites. The
   * caller fills in topic, ids, time and Kafka position afterwards.
   */
  E read(T event);

  /**
   * Creates an object that stands for a dead letter; null if the job needs none. The caller fills
   * in topic, id, time and Kafka position afterwards: the id is the position, the time that of the
   * receipt.
   */
  default E deadLetter(DeadLetter.Reason reason) {
    return null;
  }
}
