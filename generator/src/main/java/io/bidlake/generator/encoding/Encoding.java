package io.bidlake.generator.encoding;

import io.bidlake.generator.funnel.Notices;
import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Impression;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Notice;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.producer.AvroEncoder;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.EventEncoder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/** Encodes events in the formats of their topics. Not thread-safe. */
public final class Encoding {

  private final ByTopic<TopicFormat> formats;
  private final ByTopic<EventEncoder> encoders;
  private final List<TextPoison> textPoison;

  /** Whether a line is read both as an impression and as its billing notice. */
  private final boolean oneLine;

  /** A Kafka record value or a line, with its topic. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Content(Topic<?> topic, byte[] value) {}

  private Encoding(
      List<Topic<?>> topics,
      Function<Topic<?>, TopicFormat> formats,
      ToIntFunction<Topic<?>> schemaIds,
      List<TextPoison> textPoison,
      boolean oneLine) {
    this.formats = new ByTopic<>(topics, formats);
    this.encoders = new ByTopic<>(topics, topic -> encoder(topic, schemaIds));
    this.textPoison = textPoison;
    this.oneLine = oneLine;
  }

  /**
   * Returns an encoding in which each topic has its configured format.
   *
   * @param schemaIds returns the schema id of a topic; called only for topics in Avro
   */
  public static Encoding of(
      KafkaSettings kafka, List<Topic<?>> topics, ToIntFunction<Topic<?>> schemaIds) {
    boolean sharedTopic = kafka.nameOf(Topics.IMPRESSIONS).equals(kafka.nameOf(Topics.NOTICES));
    return new Encoding(topics, kafka::formatOf, schemaIds, TextPoison.IN_RECORDS, sharedTopic);
  }

  /** Returns an encoding with all topics in Avro. */
  public static Encoding avro(ToIntFunction<Topic<?>> schemaIds) {
    return of(new KafkaSettings("", Map.of(), Map.of(), Map.of()), Topics.ALL, schemaIds);
  }

  /** Returns an encoding of all events as text, one per line. */
  public static Encoding lines() {
    return new Encoding(Topics.ALL, EventFormat::textOf, topic -> 0, TextPoison.IN_LINES, true);
  }

  /**
   * Returns the messages of an event, which are sent together: an impression is sent with its
   * billing notice. There is none if the format cannot express the event.
   */
  public List<Content> contents(Topic<?> topic, SpecificRecord event) {
    if (event instanceof Notice notice && Notices.isBilling(notice) && areNoticesLines()) {
      // Where a call of the billing URL is an impression as well, no placement is billed without.
      return oneLine ? List.of() : List.of(content(Topics.NOTICES, Notices.billed(notice)));
    }
    Content content = content(topic, event);
    if (oneLine || !(event instanceof Impression impression)) {
      return List.of(content);
    }
    SpecificRecord notice = areNoticesLines() ? impression : Notices.billing(impression);
    return List.of(content, content(Topics.NOTICES, notice));
  }

  private boolean areNoticesLines() {
    return formats.of(Topics.NOTICES) == TopicFormat.NOTICES;
  }

  private Content content(Topic<?> topic, SpecificRecord event) {
    return new Content(topic, encoders.of(topic).encode(event));
  }

  /** Returns an undecodable message that is made from an event. */
  public Content poison(Content event, Dice dice) {
    byte[] value =
        formats.of(event.topic()) == TopicFormat.AVRO
            ? Poison.pick(dice).spoil(event.value(), dice)
            : TextPoison.pick(textPoison, dice).spoil(event.value(), dice);
    return new Content(event.topic(), value);
  }

  private EventEncoder encoder(Topic<?> topic, ToIntFunction<Topic<?>> schemaIds) {
    return switch (formats.of(topic)) {
      case AVRO -> new AvroEncoder<>(topic.recordClass(), schemaIds.applyAsInt(topic));
      case OPENRTB_JSON -> new OpenRtbEncoder();
      case NOTICES -> new NoticeEncoder();
    };
  }
}
