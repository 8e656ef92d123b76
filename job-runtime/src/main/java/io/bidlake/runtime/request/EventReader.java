package io.bidlake.runtime.request;

import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;

/** Takes out of an event what a job needs. */
@FunctionalInterface
public interface EventReader<T extends SpecificRecord, E extends RequestEvent>
    extends Serializable {

  /**
   * Makes an object that holds nothing of the record, which is overwritten by the next one. Its
   * topic, its ids, its time and its place in Kafka are filled in afterwards.
   */
  E read(T event);
}
