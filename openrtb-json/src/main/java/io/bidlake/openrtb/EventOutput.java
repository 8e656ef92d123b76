package io.bidlake.openrtb;

import io.bidlake.model.Topic;
import io.bidlake.tables.DeadLetter.Reason;
import org.apache.avro.specific.SpecificRecord;

/** Takes what the bytes of a record or of a file hold, in its order. */
public interface EventOutput {

  /**
   * Takes an event. A document can give more than one: a response without id gives one for each of
   * its seats, a billing notice is an impression and a notice.
   *
   * @param event a new object each time
   */
  <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document);

  /**
   * Takes a document that is no event.
   *
   * @param error names the field, if it is one, and what was there
   */
  void deadLetter(Reason reason, String error, SourceDocument document);

  /**
   * Takes something that is no fault, but to be counted, such as {@code unreadable.device.w}.
   *
   * @param name of a bounded number of names: no sender adds one
   */
  void count(String name);
}
