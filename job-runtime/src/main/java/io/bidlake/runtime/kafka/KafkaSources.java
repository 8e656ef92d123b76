package io.bidlake.runtime.kafka;

import io.bidlake.model.Topic;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Creates the Kafka sources of a job. */
public record KafkaSources(StreamExecutionEnvironment env, KafkaSourceSettings settings) {

  /**
   * Interval of watermark alignment. It is short because a catch-up advances by at most the maximum
   * drift per interval.
   */
  private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(200);

  /** Returns the undecoded records of a topic, without event time. */
  public DataStream<KafkaRecord> records(Topic<?> topic) {
    return read(topic, new KafkaRecordDeserializer(), WatermarkStrategy.noWatermarks());
  }

  /**
   * Returns the events of a topic, with watermarks. The sources of a job are aligned, so that no
   * topic is read far ahead of the others, except of idle ones.
   *
   * @param type type of the objects that the reader creates
   */
  public <T extends SpecificRecord, E extends RequestEvent> DataStream<E> events(
      Topic<T> topic,
      EventFormats formats,
      EventTimeSettings eventTime,
      TypeInformation<E> type,
      EventReader<T, E> reader) {
    DataStream<E> events =
        read(
            topic,
            new EventDeserializer<>(
                topic, formats, type, reader, eventTime.possible(), eventTime.maxAhead()),
            watermarks(eventTime, firstWithin(eventTime, env.getConfiguration())));
    String name = "event-time-" + topic.name();
    return events
        .transform(name, type, new EventTimeAtRest<>(eventTime.outOfOrderness()))
        .uid(name);
  }

  /** Returns the watermarks of a source that is aligned with the others of its job. */
  static <E extends RequestEvent> WatermarkStrategy<E> watermarks(
      EventTimeSettings eventTime, Duration firstWithin) {
    return WatermarkStrategy.<E>forGenerator(
            partition ->
                new PartitionWatermarks<>(
                    eventTime, firstWithin, partition.getInputActivityClock()))
        .withTimestampAssigner((event, kafkaTimestamp) -> event.time)
        .withWatermarkAlignment("events", eventTime.maxDrift(), ALIGNMENT_INTERVAL);
  }

  /**
   * Returns the idle timeout before the first event of a partition. It is longer than for later
   * events, unless the job resumes from a savepoint or checkpoint: then the job has already read
   * the backlog, and a partition without events is idle.
   */
  static Duration firstWithin(EventTimeSettings eventTime, ReadableConfig flink) {
    boolean goesOn = flink.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent();
    boolean longer = eventTime.firstWithin().compareTo(eventTime.idleAfter()) > 0;
    return longer && !goesOn ? eventTime.firstWithin() : eventTime.idleAfter();
  }

  private <R> DataStream<R> read(
      Topic<?> topic,
      KafkaRecordDeserializationSchema<R> deserializer,
      WatermarkStrategy<R> watermarks) {
    KafkaSource<R> source =
        source(settings, deserializer).setTopics(settings.kafka().nameOf(topic)).build();
    String name = "read-" + topic.name();
    return env.fromSource(source, watermarks, name).uid(name);
  }

  /** Returns a source with these settings, to which only its topics are to be added. */
  public static <R> KafkaSourceBuilder<R> source(
      KafkaSourceSettings settings, KafkaRecordDeserializationSchema<R> deserializer) {
    Properties properties = new Properties();
    // Skip the records of aborted transactions.
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        Long.toString(settings.newPartitionsWithin().toMillis()));
    properties.putAll(settings.kafka().clientProperties());
    return KafkaSource.<R>builder()
        .setProperties(properties)
        .setBootstrapServers(settings.kafka().bootstrapServers())
        .setGroupId(settings.groupId())
        .setStartingOffsets(
            new StartingOffsets(
                settings.startFrom(), settings.startTime().orElse(null), settings.goneRecords()))
        .setDeserializer(deserializer);
  }
}
