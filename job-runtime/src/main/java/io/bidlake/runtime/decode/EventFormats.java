package io.bidlake.runtime.decode;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.JsonDecoder;
import io.bidlake.openrtb.ValueDecoder;
import io.bidlake.openrtb.notice.NoticeDecoder;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * How the records of all topics are written, and what is needed to read them.
 *
 * @param registry where the schemas of Avro are
 * @param feed what has to be known of JSON and notices
 * @param ofTopics by the topics' default names; what is not in it is Avro
 */
public record EventFormats(RegistrySettings registry, Feed feed, Map<String, Source> ofTopics)
    implements Serializable {

  /**
   * A topic of Kafka.
   *
   * @param readers the topics that are read from it, by their default names
   */
  record Source(TopicFormat format, List<String> readers) implements Serializable {}

  public static EventFormats read(Settings settings, KafkaSettings kafka) {
    Map<String, Source> ofTopics = new HashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      List<String> readers =
          Topics.ALL.stream()
              .filter(other -> kafka.nameOf(other).equals(kafka.nameOf(topic)))
              .map(Topic::name)
              .toList();
      ofTopics.put(topic.name(), new Source(kafka.formatOf(topic), readers));
    }
    Feed feed = Feed.read(settings);
    try {
      new NoticeDecoder(feed);
    } catch (IllegalArgumentException e) {
      settings.reject("openrtb.notices: " + e.getMessage());
    }
    return new EventFormats(RegistrySettings.read(settings), feed, Map.copyOf(ofTopics));
  }

  /** All topics are Avro. */
  public static EventFormats avro(RegistrySettings registry) {
    return new EventFormats(registry, Feed.DEFAULTS, Map.of());
  }

  /** A decoder of a topic's records. */
  public <T extends SpecificRecord> RecordDecoder<T> decoder(Topic<T> topic) {
    return decoder(topic, field -> {}, name -> {});
  }

  /**
   * A decoder of a topic's records.
   *
   * @param repaired is told of each text of Avro that is not UTF-8 or holds a NUL: its field
   * @param counted is told of what is to be counted of JSON and notices
   */
  public <T extends SpecificRecord> RecordDecoder<T> decoder(
      Topic<T> topic, Consumer<String> repaired, Consumer<String> counted) {
    Source source = ofTopics.get(topic.name());
    if (source == null || source.format == TopicFormat.AVRO) {
      return new AvroRecords<>(new EventDecoder<>(topic, registry, repaired));
    }
    ValueDecoder decoder =
        source.format == TopicFormat.OPENRTB_JSON
            ? new JsonDecoder(feed, source.readers)
            : new NoticeDecoder(feed, source.readers);
    return new DocumentRecords<>(decoder, topic, source.readers, counted);
  }
}
