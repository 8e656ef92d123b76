package io.bidlake.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.generator.encoding.TextReading;
import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Notice;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What is sent or printed as text is what is sent in Avro, with the same mishaps. */
class TextTimelineTest {

  private static final int REQUESTS = 3_000;
  private static final MishapRates MISHAPS =
      new MishapRates(0.05, 0.05, Duration.ofMinutes(5), 0.05);
  private static final List<Message> AVRO = SampleTimelines.messages(3, MISHAPS, REQUESTS);

  @Test
  void topicsOfTheirOwnGetTheSameMessages() {
    assertSame(text(Encoding.of(kafka(Map.of()), Topics.ALL, topic -> 0)), AVRO);
  }

  @Test
  void oneTopicForAllLinesGetsBillingAndImpressionAsOne() {
    KafkaSettings kafka =
        kafka(Map.of("impressions", "tracker", "clicks", "tracker", "notices", "tracker"));

    assertSame(text(Encoding.of(kafka, Topics.ALL, topic -> 0)), withoutBilling(AVRO));
  }

  @Test
  void aFileIsLikeOneTopic() {
    assertSame(text(Encoding.lines()), withoutBilling(AVRO));
  }

  @Test
  void eachTopicCanHaveItsOwnFormat() {
    KafkaSettings kafka =
        new KafkaSettings("", Map.of(), Map.of("impressions", TopicFormat.NOTICES), Map.of());
    List<Message> mixed = text(Encoding.of(kafka, Topics.ALL, SampleTimelines::schemaId));

    assertThat(mixed).hasSameSizeAs(AVRO);
    for (int i = 0; i < mixed.size(); i++) {
      Message actual = mixed.get(i);
      if (actual.nature() != Nature.POISON && actual.topic().equals(Topics.IMPRESSIONS)) {
        assertThat(read(actual)).contains(Decoding.event(AVRO.get(i)));
      } else if (actual.nature() != Nature.POISON) {
        assertThat(actual.value()).isEqualTo(AVRO.get(i).value());
      }
    }
  }

  @Test
  void whatIsBilledButNeverRenderedIsALineInATopicOfItsOwn() {
    List<Message> avro =
        SampleTimelines.lossy(3, MISHAPS, REQUESTS, Encoding.avro(SampleTimelines::schemaId));

    assertSame(
        SampleTimelines.lossy(
            3, MISHAPS, REQUESTS, Encoding.of(kafka(Map.of()), Topics.ALL, topic -> 0)),
        avro);
  }

  @Test
  void whereLinesAreImpressionsNoPlacementIsBilledWithout() {
    MishapRates noPoison = new MishapRates(0.05, 0.05, Duration.ofMinutes(5), 0);
    List<Message> avro =
        SampleTimelines.lossy(3, noPoison, REQUESTS, Encoding.avro(SampleTimelines::schemaId));

    List<Message> lines = SampleTimelines.lossy(3, noPoison, REQUESTS, Encoding.lines());

    List<Message> expected = withoutBilling(avro);
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(read(lines.get(i))).contains(Decoding.event(expected.get(i)));
    }
  }

  private static void assertSame(List<Message> text, List<Message> avro) {
    assertThat(text).hasSameSizeAs(avro);
    for (int i = 0; i < text.size(); i++) {
      Message actual = text.get(i);
      Message expected = avro.get(i);
      assertThat(actual.topic()).isEqualTo(expected.topic());
      assertThat(actual.nature()).isEqualTo(expected.nature());
      assertThat(actual.sendAt()).isEqualTo(expected.sendAt());
      assertThat(actual.key()).isEqualTo(expected.key());
      if (actual.nature() != Nature.POISON) {
        assertThat(read(actual)).contains(Decoding.event(expected));
      }
    }
    assertThat(text).anyMatch(message -> message.nature() == Nature.POISON);
  }

  private static List<SpecificRecord> read(Message message) {
    return TextReading.events(message.value());
  }

  private static List<Message> withoutBilling(List<Message> messages) {
    return messages.stream()
        .filter(
            message ->
                !message.topic().equals(Topics.NOTICES)
                    || message.nature() == Nature.POISON
                    || !((Notice) Decoding.event(message)).getKind().toString().equals("billing"))
        .toList();
  }

  private static List<Message> text(Encoding encoding) {
    return SampleTimelines.messages(3, MISHAPS, REQUESTS, encoding);
  }

  private static KafkaSettings kafka(Map<String, String> names) {
    Map<String, TopicFormat> formats = new HashMap<>();
    for (TopicFormat format : List.of(TopicFormat.OPENRTB_JSON, TopicFormat.NOTICES)) {
      format.topics().forEach(topic -> formats.put(topic.name(), format));
    }
    return new KafkaSettings("", names, formats, Map.of());
  }
}
