package io.bidlake.runtime.decode;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.json.Documents;
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
 * The formats of the records of all topics, and the settings to decode them.
 *
 * @param registry schema registry for Avro
 * @param feed settings for JSON and notices
 * @param ofTopics format by default name of the topic; a missing one is Avro
 */
public record EventFormats(RegistrySettings registry, Feed feed, Map<String, Source> ofTopics)
    implements Serializable {

  /**
   * The format of a Kafka topic, and the topics of Bidlake that are read from it.
   *
   * @param readers default names of the topics that are read from it
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

  /** Returns formats with which all topics are Avro. */
  public static EventFormats avro(RegistrySettings registry) {
    return new EventFormats(registry, Feed.DEFAULTS, Map.of());
  }

  /** Returns a decoder for the records of a topic. */
  public <T extends SpecificRecord> RecordDecoder<T> decoder(Topic<T> topic, EventTimes<T> times) {
    return decoder(topic, times, field -> {}, name -> {});
  }

  /**
   * Returns a decoder for the records of a topic.
   *
   * @param times validates the times of the events
   * @param repaired called with the field of each Avro text that is not UTF-8 or contains a NUL
   * @param counted called with the name of each counter to increment, for JSON and notices
   */
  public <T extends SpecificRecord> RecordDecoder<T> decoder(
      Topic<T> topic, EventTimes<T> times, Consumer<String> repaired, Consumer<String> counted) {
    Source source = ofTopics.get(topic.name());
    if (source == null || source.format == TopicFormat.AVRO) {
      return new AvroRecords<>(new EventDecoder<>(topic, registry, repaired), times);
    }
    Documents decoder =
        source.format == TopicFormat.OPENRTB_JSON
            ? new Documents(feed, source.readers)
            : Documents.ofLines(new NoticeDecoder(feed, source.readers));
    return new DocumentRecords<>(decoder, topic, times, source.readers, counted);
  }
}
