package io.bidlake.runtime;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes Kafka records within the source, so that each partition has a watermark of its own. What
 * cannot be decoded is counted and left out: it is a row of {@code dead_letters} by way of the
 * ingest job. A registry that does not answer fails the job, which starts again at the last
 * checkpoint.
 */
final class EventSchema<T extends SpecificRecord, E extends RequestEvent>
    implements KafkaRecordDeserializationSchema<E> {

  private static final byte[] NO_VALUE = new byte[0];

  private final Class<T> eventClass;
  private final TypeInformation<E> type;
  private final RegistrySettings registry;
  private final EventReader<T, E> reader;
  private final long maxAheadMillis;

  private transient EventDecoder<T> decoder;
  private transient Function<T, Instant> eventTime;
  private transient byte topic;
  private transient Counter undecodable;

  EventSchema(
      Topic<T> topic,
      RegistrySettings registry,
      TypeInformation<E> type,
      EventReader<T, E> reader,
      Duration maxAhead) {
    this.eventClass = topic.recordClass();
    this.type = type;
    this.registry = registry;
    this.reader = reader;
    this.maxAheadMillis = maxAhead.toMillis();
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    NativeLz4.load();
    Topic<T> read = Topics.of(eventClass);
    decoder = new EventDecoder<>(read, registry);
    eventTime = read.eventTime();
    topic = (byte) Topics.ALL.indexOf(read);
    undecodable = context.getMetricGroup().counter("undecodable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<E> out) {
    T event;
    try {
      event = decoder.decode(record.value() == null ? NO_VALUE : record.value());
    } catch (UndecodableRecordException e) {
      undecodable.inc();
      return;
    }
    E read = reader.read(event);
    read.topic = topic;
    read.time = eventTime.apply(event).toEpochMilli();
    read.partition = record.partition();
    read.offset = record.offset();
    read.ahead = read.time > record.timestamp() + maxAheadMillis;
    out.collect(read);
  }

  @Override
  public TypeInformation<E> getProducedType() {
    return type;
  }
}
