package io.bidlake.generator.encoding;

import io.bidlake.generator.funnel.Notices;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Impression;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.producer.AvroEncoder;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.EventEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/** How events are written. Not thread-safe. */
public final class Encoding {

  private final ByTopic<TopicFormat> formats;
  private final ByTopic<EventEncoder> encoders;
  private final List<TextPoison> textPoison;

  /** Whether one line is read as an impression and as its billing notice. */
  private final boolean oneLine;

  /** The value of a Kafka record or a line, and its topic. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Content(Topic<?> topic, byte[] value) {}

  private Encoding(
      ByTopic<TopicFormat> formats,
      ToIntFunction<Topic<?>> schemaIds,
      List<TextPoison> textPoison,
      boolean oneLine) {
    this.formats = formats;
    this.encoders = new ByTopic<>(topic -> encoder(topic, schemaIds));
    this.textPoison = textPoison;
    this.oneLine = oneLine;
  }

  /**
   * Each topic in its format.
   *
   * @param schemaIds id of the schema of a topic; asked for topics in Avro only
   */
  public static Encoding of(KafkaSettings kafka, ToIntFunction<Topic<?>> schemaIds) {
    boolean sharedTopic = kafka.nameOf(Topics.IMPRESSIONS).equals(kafka.nameOf(Topics.NOTICES));
    return new Encoding(
        new ByTopic<>(kafka::formatOf), schemaIds, TextPoison.IN_RECORDS, sharedTopic);
  }

  /** All topics in Avro. */
  public static Encoding avro(ToIntFunction<Topic<?>> schemaIds) {
    return of(new KafkaSettings("", Map.of(), Map.of(), Map.of()), schemaIds);
  }

  /** All events in one file, a line each. */
  public static Encoding lines() {
    return new Encoding(new ByTopic<>(EventFormat::textOf), topic -> 0, TextPoison.IN_LINES, true);
  }

  /** What is sent of an event, which is sent together: an impression is always billed too. */
  public List<Content> contents(Topic<?> topic, SpecificRecord event) {
    Content content = new Content(topic, encoders.of(topic).encode(event));
    if (oneLine || !(event instanceof Impression impression)) {
      return List.of(content);
    }
    boolean isLine = formats.of(Topics.NOTICES) == TopicFormat.NOTICES;
    SpecificRecord notice = isLine ? impression : Notices.billing(impression);
    return List.of(
        content, new Content(Topics.NOTICES, encoders.of(Topics.NOTICES).encode(notice)));
  }

  /** The same, spoiled. */
  public Content poison(Content event, Dice dice) {
    byte[] value =
        formats.of(event.topic()) == TopicFormat.AVRO
            ? Poison.pick(dice).spoil(event.value(), dice)
            : TextPoison.pick(textPoison, dice).spoil(event.value(), dice);
    return new Content(event.topic(), value);
  }

  private EventEncoder encoder(Topic<?> topic, ToIntFunction<Topic<?>> schemaIds) {
    return switch (formats.of(topic)) {
      case AVRO -> new AvroEncoder<>(topic, schemaIds.applyAsInt(topic));
      case OPENRTB_JSON -> new OpenRtbEncoder();
      case NOTICES -> new NoticeEncoder();
    };
  }
}
