package io.bidlake.runtime.kafka;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.decode.EventTimes;
import io.bidlake.runtime.decode.RecordDecoder;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.request.RequestEvent;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes Kafka records in the source, so that each partition has its own watermark. A record or
 * document that is not a valid event is counted in a metric, and passed on, without its bytes, if
 * the reader of the job makes an object of it; the ingest job writes it to {@code dead_letters}. If
 * the schema registry does not answer, the job fails and restarts from the last checkpoint.
 */
final class EventDeserializer<T extends SpecificRecord, E extends RequestEvent>
    extends KafkaDeserializer<E> {

  private final Topic<T> topic;
  private final TypeInformation<E> type;
  private final EventFormats formats;
  private final EventReader<T, E> reader;
  private final PossibleTimes possible;
  private final long maxAheadMillis;

  private transient RecordDecoder<T> decoder;
  private transient EventTimes<T> times;
  private transient Counter undecodable;
  private transient RecordEvents events;

  EventDeserializer(
      Topic<T> topic,
      EventFormats formats,
      TypeInformation<E> type,
      EventReader<T, E> reader,
      PossibleTimes possible,
      Duration maxAhead) {
    this.topic = topic;
    this.type = type;
    this.formats = formats;
    this.reader = reader;
    this.possible = possible;
    this.maxAheadMillis = maxAhead.toMillis();
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    super.open(context);
    times = new EventTimes<>(topic, possible);
    decoder = formats.decoder(topic, times);
    undecodable = context.getMetricGroup().counter("undecodable");
    events = new RecordEvents();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<E> out) {
    events.kafkaRecord = kafkaRecord;
    events.out = out;
    decoder.decode(valueOf(kafkaRecord), kafkaRecord.timestamp(), events);
  }

  @Override
  public TypeInformation<E> getProducedType() {
    return type;
  }

  /** Receives the events of one Kafka record. */
  private final class RecordEvents implements RecordDecoder.Output<T> {
    private ConsumerRecord<byte[], byte[]> kafkaRecord;
    private Collector<E> out;

    @Override
    public void event(T event, long time, SourceDocument document) {
      E read = reader.read(event);
      read.identify(topic, event);
      read.receivedAt = times.receivedAt(kafkaRecord.timestamp(), time);
      collect(read);
    }

    private void collect(E read) {
      read.partition = kafkaRecord.partition();
      read.offset = kafkaRecord.offset();
      read.ahead = read.time - maxAheadMillis > times.latestReceipt(kafkaRecord);
      out.collect(read);
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      undecodable.inc();
      E letter = reader.deadLetter(reason);
      if (letter != null) {
        letter.topic = (byte) topic.code();
        letter.id = EventId.of(idOf(document));
        letter.time = times.receivedAt(kafkaRecord.timestamp());
        letter.receivedAt = letter.time;
        collect(letter);
      }
    }

    /** Returns the position of a dead letter, such as {@code 3@42}, or {@code 3@42#2} in JSON. */
    private String idOf(SourceDocument document) {
      String position = kafkaRecord.partition() + "@" + kafkaRecord.offset();
      return document.number() == 0 ? position : position + "#" + document.number();
    }
  }
}
