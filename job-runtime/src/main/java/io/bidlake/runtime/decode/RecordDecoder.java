package io.bidlake.runtime.decode;

import io.bidlake.openrtb.SourceDocument;
import io.bidlake.tables.DeadLetter.Reason;

/** Decodes the values of Kafka records into events of one topic. Not thread-safe. */
@FunctionalInterface
public interface RecordDecoder<T> {

  /**
   * Decodes a value and passes its events and dead letters to the output.
   *
   * @param receivedAt Kafka's timestamp of the record in ms; the event time of events that have
   *     none
   * @throws io.bidlake.registry.RegistryUnavailableException if the registry does not answer; the
   *     record may be valid, so the job must fail and retry
   */
  void decode(byte[] value, long receivedAt, Output<T> out);

  /** Receives the events and dead letters of a value, in their order. */
  interface Output<T> {

    /**
     * Takes an event with valid times.
     *
     * @param event valid during the call
     * @param time event time, in ms
     * @param document document that contains the event; its number is 0 for Avro
     */
    void event(T event, long time, SourceDocument document);

    /** Takes a document that is not a valid event of the topic. */
    void deadLetter(Reason reason, String error, SourceDocument document);
  }
}
