package io.bidlake.openrtb;

import io.bidlake.model.Topic;
import io.bidlake.tables.DeadLetter.Reason;
import org.apache.avro.specific.SpecificRecord;

/** Receives the events, dead letters and counts of a record or a file, in order. */
public interface EventOutput {

  /**
   * Receives an event. A document can contain several: a response without an id is one for each of
   * its seats, a billing notice is an impression and a notice.
   *
   * @param event a new object for each call
   */
  <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document);

  /**
   * Receives a document that is not an event.
   *
   * @param error what is wrong, with the field's name and value if a field is wrong
   */
  void deadLetter(Reason reason, String error, SourceDocument document);

  /**
   * Counts something that does not reject the document, such as {@code unreadable.device.w}.
   *
   * @param name one of a fixed set of names, which senders cannot extend
   */
  void count(String name);
}
