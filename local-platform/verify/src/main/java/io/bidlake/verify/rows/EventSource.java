package io.bidlake.verify.rows;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.verify.kafka.WriterSchemas;
import java.util.List;
import java.util.Map;

/**
 * What is needed to read the events of records.
 *
 * @param schemas schemas of Avro
 * @param kafka names and formats of the topics
 * @param feed what JSON and notices do not say themselves
 */
public record EventSource(WriterSchemas schemas, KafkaSettings kafka, Feed feed) {

  /** Of topics that are all Avro and have their default names. */
  public static EventSource avro(WriterSchemas schemas) {
    return new EventSource(
        schemas, new KafkaSettings("", Map.of(), Map.of(), Map.of()), Feed.DEFAULTS);
  }

  /** The topics whose events are in a topic of Kafka that is not Avro. */
  List<Topic<?>> topicsIn(String topicName, TopicFormat format) {
    return format.topics().stream()
        .filter(topic -> kafka.formatOf(topic) == format)
        .filter(topic -> kafka.nameOf(topic).equals(topicName))
        .<Topic<?>>map(topic -> topic)
        .toList();
  }
}
