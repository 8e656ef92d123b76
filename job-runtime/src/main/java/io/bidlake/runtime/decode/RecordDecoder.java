package io.bidlake.runtime.decode;

import io.bidlake.openrtb.SourceDocument;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;

/** Takes the events of one topic out of the values of Kafka records. Not thread-safe. */
@FunctionalInterface
public interface RecordDecoder<T> {

  /**
   * Hands on what a value holds.
   *
   * @param receivedAt Kafka's time of the record, in ms: that of events that do not tell theirs
   * @throws io.bidlake.registry.RegistryUnavailableException if the registry does not answer: then
   *     nothing can be said about the bytes, and the job must try again
   */
  void decode(byte[] value, long receivedAt, Output<T> out);

  /** Takes the events and the faults of a value, in its order. */
  interface Output<T> {

    /**
     * Takes an event.
     *
     * @param event valid during the call
     * @param document what it was made of; its number is 0 where a record is one event
     */
    void event(T event, SourceDocument document);

    /**
     * Refuses a time at which no event of the record can have happened.
     *
     * @param time in ms
     */
    void requirePossible(long time) throws UndecodableRecordException;

    /** Takes what is no event of the topic. */
    void deadLetter(Reason reason, String error, SourceDocument document);
  }
}
