package io.bidlake.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.Conversion;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Viewability;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTimelineTest {

  private static final int REQUESTS = 5_000;
  private static final MishapRates MISHAPS = new MishapRates(0.1, 0.1, Duration.ofMinutes(5), 0.1);
  private static final List<Message> MESSAGES = SampleTimelines.withExamples(1, MISHAPS, REQUESTS);

  @Test
  void exampleEventsChangeNothingElse() {
    List<Message> others = MESSAGES.stream().filter(message -> !isExample(message)).toList();

    assertSame(others, SampleTimelines.messages(1, MISHAPS, REQUESTS));
  }

  @Test
  void theSameSeedGivesTheSameExampleEvents() {
    assertSame(SampleTimelines.withExamples(1, MISHAPS, REQUESTS), MESSAGES);
  }

  @Test
  void noMishapHappensToThem() {
    assertThat(examples()).isNotEmpty().allMatch(message -> message.nature() == Nature.EVENT);
    assertThat(examples()).extracting(Decoding::rootId).doesNotHaveDuplicates();
  }

  @Test
  void areSentWhenTheyHappenAndKeyedByTheRequest() {
    assertThat(MESSAGES)
        .isSortedAccordingTo(
            Comparator.comparingLong(Message::sendAt).thenComparingLong(Message::sequence));
    for (Message message : examples()) {
      assertThat(message.sendAt()).isEqualTo(Decoding.eventTime(message));
      assertThat(new String(message.key(), StandardCharsets.UTF_8))
          .isEqualTo(Decoding.requestId(message));
    }
  }

  @Test
  void areReadAsTheyWereMade() {
    List<Object> events = examples().stream().<Object>map(Decoding::event).toList();

    assertThat(events).hasAtLeastOneElementOfType(Viewability.class);
    assertThat(events)
        .filteredOn(Conversion.class::isInstance)
        .map(Conversion.class::cast)
        .anyMatch(conversion -> conversion.getValue() == null)
        .anyMatch(
            conversion ->
                conversion.getValue() != null
                    && conversion.getValue().compareTo(BigDecimal.TEN) > 0
                    && conversion.getItems().get(0).getUnitPrice().scale() == 2);
  }

  private static List<Message> examples() {
    return MESSAGES.stream().filter(ExampleTimelineTest::isExample).toList();
  }

  private static boolean isExample(Message message) {
    return ExampleTopics.ALL.contains(message.topic());
  }

  private static void assertSame(List<Message> actual, List<Message> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).topic()).isEqualTo(expected.get(i).topic());
      assertThat(actual.get(i).nature()).isEqualTo(expected.get(i).nature());
      assertThat(actual.get(i).sendAt()).isEqualTo(expected.get(i).sendAt());
      assertThat(actual.get(i).key()).isEqualTo(expected.get(i).key());
      assertThat(actual.get(i).value()).isEqualTo(expected.get(i).value());
    }
  }
}
