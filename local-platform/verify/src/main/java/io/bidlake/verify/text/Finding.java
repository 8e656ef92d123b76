package io.bidlake.verify.text;

import io.bidlake.model.Topic;
import io.bidlake.verify.layout.DeadLetterReason;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * The result of decoding one document or line, or one half of a document with a request and its
 * response.
 *
 * @param document the document's number within the Kafka record, from 1
 * @param reason the reason why it is a dead letter; null if it is not one
 * @param events its events; empty for a dead letter, and for documents that are only counted
 * @param payload the bytes of its dead letter, if it is one or has an impossible time
 */
public record Finding(
    int document, DeadLetterReason reason, List<Found> events, Supplier<byte[]> payload) {

  public Finding {
    events = List.copyOf(events);
  }

  /**
   * An event.
   *
   * @param topic the topic of the event
   */
  public record Found(Topic<?> topic, SpecificRecord event) {}

  public static Finding deadLetter(
      int document, DeadLetterReason reason, Supplier<byte[]> payload) {
    return new Finding(document, reason, List.of(), payload);
  }
}
