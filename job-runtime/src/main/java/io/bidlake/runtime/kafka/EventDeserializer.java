package io.bidlake.runtime.kafka;

import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes Kafka records within the source, so that each partition has a watermark of its own. What
 * is no event is passed over, and counted in a metric: it is a row of {@code dead_letters} by way
 * of the ingest job. A registry that does not answer fails the job, which starts again at the last
 * checkpoint.
 */
final class EventDeserializer<T extends SpecificRecord, E extends RequestEvent>
    extends KafkaDeserializer<E> {

  private final Topic<T> topic;
  private final TypeInformation<E> type;
  private final RegistrySettings registry;
  private final EventReader<T, E> reader;
  private final PossibleTimes possible;
  private final long maxAheadMillis;

  private transient EventDecoder<T> decoder;
  private transient EventTimes<T> times;
  private transient Counter undecodable;

  EventDeserializer(
      Topic<T> topic,
      RegistrySettings registry,
      TypeInformation<E> type,
      EventReader<T, E> reader,
      PossibleTimes possible,
      Duration maxAhead) {
    this.topic = topic;
    this.type = type;
    this.registry = registry;
    this.reader = reader;
    this.possible = possible;
    this.maxAheadMillis = maxAhead.toMillis();
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    super.open(context);
    decoder = new EventDecoder<>(topic, registry);
    times = new EventTimes<>(topic, possible);
    undecodable = context.getMetricGroup().counter("undecodable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<E> out) {
    T event;
    long time;
    try {
      event = decoder.decode(valueOf(kafkaRecord));
      time = times.of(event, kafkaRecord.timestamp());
    } catch (UndecodableRecordException e) {
      undecodable.inc();
      return;
    }
    E read = reader.read(event);
    read.identify(topic, event);
    read.partition = kafkaRecord.partition();
    read.offset = kafkaRecord.offset();
    read.ahead = time - maxAheadMillis > times.latestReceipt(kafkaRecord);
    out.collect(read);
  }

  @Override
  public TypeInformation<E> getProducedType() {
    return type;
  }
}
