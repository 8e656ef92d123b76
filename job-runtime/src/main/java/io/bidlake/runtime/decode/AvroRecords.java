package io.bidlake.runtime.decode;

import io.bidlake.openrtb.SourceDocument;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import org.apache.avro.specific.SpecificRecord;

/** Decodes Avro records, each of which is one event. */
final class AvroRecords<T extends SpecificRecord> implements RecordDecoder<T> {

  private final EventDecoder<T> decoder;
  private final EventTimes<T> times;
  private final WholeRecord whole = new WholeRecord();

  AvroRecords(EventDecoder<T> decoder, EventTimes<T> times) {
    this.decoder = decoder;
    this.times = times;
  }

  @Override
  public void decode(byte[] value, long receivedAt, Output<T> out) {
    whole.value = value;
    T event;
    long time;
    try {
      event = decoder.decode(value);
      time = times.of(event, receivedAt);
    } catch (UndecodableRecordException e) {
      out.deadLetter(e.reason(), e.getMessage(), whole);
      return;
    }
    out.event(event, time, whole);
  }

  private static final class WholeRecord implements SourceDocument {
    private byte[] value;

    @Override
    public int number() {
      return 0;
    }

    @Override
    public byte[] bytes() {
      return value;
    }
  }
}
