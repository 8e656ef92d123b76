package io.bidlake.runtime.decode;

import io.bidlake.model.Topic;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes records of JSON documents or notices, which can contain events of several topics, and
 * emits those of its own topic. Only the decoder of the first topic that reads the records emits
 * dead letters and counts.
 */
final class DocumentRecords<T extends SpecificRecord> implements RecordDecoder<T>, EventOutput {

  private final Documents decoder;
  private final Topic<T> topic;
  private final EventTimes<T> times;
  private final List<String> readers;
  private final boolean isFirst;
  private final Consumer<String> counted;

  private Output<T> out;
  private long recordTime;

  /** The last document that became a dead letter because of its time. */
  private SourceDocument impossible;

  /**
   * @param readers default names of the topics that are read from these records
   */
  DocumentRecords(
      Documents decoder,
      Topic<T> topic,
      EventTimes<T> times,
      List<String> readers,
      Consumer<String> counted) {
    this.decoder = decoder;
    this.topic = topic;
    this.times = times;
    this.readers = readers;
    this.isFirst = readers.get(0).equals(topic.name());
    this.counted = counted;
  }

  @Override
  public void decode(byte[] value, long receivedAt, Output<T> output) {
    out = output;
    recordTime = receivedAt;
    decoder.decode(value, receivedAt, this);
  }

  @Override
  public <E extends SpecificRecord> void event(Topic<E> other, E event, SourceDocument document) {
    if (readers.contains(other.name())
        && canHaveHappened(other.eventTime().apply(event).toEpochMilli(), document)
        && other.name().equals(topic.name())) {
      ours(topic.recordClass().cast(event), document);
    }
  }

  private void ours(T event, SourceDocument document) {
    long time;
    try {
      time = times.of(event, recordTime);
    } catch (UndecodableRecordException e) {
      out.deadLetter(e.reason(), e.getMessage(), document);
      return;
    }
    out.event(event, time, document);
  }

  /**
   * Returns whether an event time is valid. All events of a document have the same time: if it is
   * invalid, the document is one dead letter.
   */
  private boolean canHaveHappened(long time, SourceDocument document) {
    try {
      times.requirePossible(time, recordTime);
      return true;
    } catch (UndecodableRecordException e) {
      if (document != impossible) {
        impossible = document;
        deadLetter(e.reason(), e.getMessage(), document);
      }
      return false;
    }
  }

  @Override
  public void deadLetter(Reason reason, String error, SourceDocument document) {
    if (isFirst) {
      out.deadLetter(reason, error, document);
    }
  }

  @Override
  public void count(String name) {
    if (isFirst) {
      counted.accept(name);
    }
  }
}
