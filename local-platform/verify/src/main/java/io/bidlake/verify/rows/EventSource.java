package io.bidlake.verify.rows;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.settings.Settings;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.notices.ReadNotices;
import io.bidlake.verify.openrtb.ReadOpenRtb;
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

  /** What JSON and notices do not say themselves; refuses URLs of notices that cannot be read. */
  public static Feed feed(Settings settings) {
    Feed feed = Feed.read(settings);
    try {
      var unused = new ReadNotices(feed, List.of());
    } catch (IllegalArgumentException e) {
      settings.reject("openrtb.notices: " + e.getMessage());
    }
    return feed;
  }

  /** Reads the Kafka topic of a topic that is not Avro, with all that is in it. */
  DocumentReader documents(Topic<?> topic) {
    return documents(kafka, feed, topic);
  }

  /** The same without schemas. */
  public static DocumentReader documents(KafkaSettings kafka, Feed feed, Topic<?> topic) {
    TopicFormat format = kafka.formatOf(topic);
    List<Topic<?>> readers =
        format.topics().stream()
            .filter(other -> kafka.formatOf(other) == format)
            .filter(other -> kafka.nameOf(other).equals(kafka.nameOf(topic)))
            .<Topic<?>>map(other -> other)
            .toList();
    return format == TopicFormat.NOTICES
        ? new ReadNotices(feed, readers)::read
        : new ReadOpenRtb(feed, readers)::read;
  }
}
