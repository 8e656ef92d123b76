package io.bidlake.verify.text;

import io.bidlake.model.Topic;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one document or line comes to, or one half of a document that holds a request and its
 * response.
 *
 * @param document its number within the Kafka record, from 1
 * @param reason why it is a dead letter; null if it is none
 * @param events its events; none of a dead letter, and of what is only counted
 * @param payload the bytes of its dead letter, if it is one or its time cannot be
 */
public record Finding(int document, Reason reason, List<Found> events, Supplier<byte[]> payload) {

  public Finding {
    events = List.copyOf(events);
  }

  /**
   * An event.
   *
   * @param topic the topic that it is one of
   */
  public record Found(Topic<?> topic, SpecificRecord event) {}

  public static Finding deadLetter(int document, Reason reason, Supplier<byte[]> payload) {
    return new Finding(document, reason, List.of(), payload);
  }
}
