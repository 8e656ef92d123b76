package io.bidlake.landing.topics;

import io.bidlake.domain.reference.Reference;
import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.runtime.kafka.KafkaSourceSettings;
import io.bidlake.runtime.kafka.KafkaSources;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the records of all admitted topics: Flink's Kafka source, with two gauges on the topics
 * that are not read ({@code waitingTopics}, {@code refusedTopics}).
 */
public final class TopicSource
    implements Source<TopicRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<TopicRecord> {

  private static final long serialVersionUID = 1;

  /** How far a record may be behind the newest of its partition, and how long one may be silent. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KafkaSource<TopicRecord> kafka;
  private final MatchingTopics topics;

  private TopicSource(KafkaSource<TopicRecord> kafka, MatchingTopics topics) {
    this.kafka = kafka;
    this.topics = topics;
  }

  /**
   * Returns the source.
   *
   * @param pattern which topics to read
   */
  public static TopicSource of(
      KafkaSourceSettings settings,
      Pattern pattern,
      TablesLocation location,
      Reference<Rules> rules) {
    MatchingTopics topics = new MatchingTopics(pattern, location, rules);
    return new TopicSource(
        KafkaSources.source(settings, new TopicRecordDeserializer())
            .setKafkaSubscriber(topics)
            .build(),
        topics);
  }

  /**
   * Returns the watermarks, by Kafka's timestamps: they tell when a repeated record is no longer
   * expected. A clock that is ahead does not advance them beyond the time of this machine.
   */
  public static WatermarkStrategy<TopicRecord> watermarks() {
    return WatermarkStrategy.<TopicRecord>forBoundedOutOfOrderness(PATIENCE)
        .withTimestampAssigner((read, time) -> Math.min(read.timestamp, System.currentTimeMillis()))
        .withIdleness(PATIENCE);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    register(context);
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    register(context);
    return kafka.restoreEnumerator(context, state);
  }

  private void register(SplitEnumeratorContext<KafkaPartitionSplit> context) {
    context.metricGroup().gauge("waitingTopics", topics::waiting);
    context.metricGroup().gauge("refusedTopics", topics::refused);
  }

  @Override
  public SourceReader<TopicRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return kafka.createReader(context);
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<TopicRecord> getProducedType() {
    return kafka.getProducedType();
  }
}
