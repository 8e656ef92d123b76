package io.bidlake.verify.rows;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.settings.Settings;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.notices.ReadNotices;
import io.bidlake.verify.openrtb.ReadOpenRtb;
import io.bidlake.verify.text.Finding;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The settings for decoding the events of records.
 *
 * @param schemas the Avro schemas by id
 * @param kafka the names and formats of the topics
 * @param feed settings for data that JSON and notices do not contain
 */
public record EventSource(WriterSchemas schemas, KafkaSettings kafka, Feed feed) {

  /** Reads values that can contain more than one event. Not thread-safe. */
  @FunctionalInterface
  public interface DocumentReader {

    /**
     * Passes on the contents of a value.
     *
     * @param received the record's timestamp, which is the event time of events without one
     */
    void read(byte[] value, Instant received, Consumer<Finding> findings);
  }

  /**
   * Reads the settings for data that JSON and notices do not contain; rejects invalid templates of
   * notice URLs.
   */
  public static Feed feed(Settings settings) {
    Feed feed = Feed.read(settings);
    try {
      var unused = new ReadNotices(feed, List.of());
    } catch (IllegalArgumentException e) {
      settings.reject("openrtb.notices: " + e.getMessage());
    }
    return feed;
  }

  /** The reader for the Kafka topic of a topic that is not Avro, with all topics that share it. */
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
