package io.bidlake.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.generator.funnel.Notices;
import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final int REQUESTS = 5_000;
  private static final MishapRates MISHAPS =
      new MishapRates(0.02, 0.03, Duration.ofMinutes(5), 0.01);

  @Test
  void theSameSeedGivesTheSameBytes() {
    List<Message> first = SampleTimelines.messages(1, MISHAPS, REQUESTS);
    List<Message> second = SampleTimelines.messages(1, MISHAPS, REQUESTS);

    assertThat(second).hasSameSizeAs(first);
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i).topic()).isEqualTo(first.get(i).topic());
      assertThat(second.get(i).nature()).isEqualTo(first.get(i).nature());
      assertThat(second.get(i).sendAt()).isEqualTo(first.get(i).sendAt());
      assertThat(second.get(i).key()).isEqualTo(first.get(i).key());
      assertThat(second.get(i).value()).isEqualTo(first.get(i).value());
    }
  }

  @Test
  void anotherSeedGivesOtherEvents() {
    Message first = SampleTimelines.timeline(1, MISHAPS, 1).next();
    Message second = SampleTimelines.timeline(2, MISHAPS, 1).next();

    assertThat(second.key()).isNotEqualTo(first.key());
    assertThat(second.value()).isNotEqualTo(first.value());
  }

  @Test
  void mishapsDoNotChangeTheEvents() {
    List<byte[]> calm = sorted(SampleTimelines.messages(1, SampleTimelines.NO_MISHAPS, REQUESTS));
    List<byte[]> rough = sorted(SampleTimelines.messages(1, MISHAPS, REQUESTS));

    assertThat(rough).hasSameSizeAs(calm);
    for (int i = 0; i < calm.size(); i++) {
      assertThat(rough.get(i)).isEqualTo(calm.get(i));
    }
  }

  @Test
  void messagesComeInTheOrderInWhichTheyAreSent() {
    assertThat(SampleTimelines.messages(1, MISHAPS, REQUESTS))
        .isSortedAccordingTo(
            Comparator.comparingLong(Message::sendAt).thenComparingLong(Message::sequence));
  }

  @Test
  void eventsInTimeAreSentWhenTheyHappen() {
    for (Message message : SampleTimelines.messages(1, MISHAPS, REQUESTS)) {
      if (message.nature() == Nature.EVENT) {
        assertThat(message.sendAt()).isEqualTo(Decoding.eventTime(message));
      }
    }
  }

  @Test
  void lateEventsAreHeldBackByATenthOfTheBoundAtLeast() {
    int late = 0;
    for (Message message : SampleTimelines.messages(1, MISHAPS, REQUESTS)) {
      if (message.nature() == Nature.LATE) {
        long delay = message.sendAt() - Decoding.eventTime(message);
        assertThat(delay).isBetween(30_000L, 300_000L);
        late++;
      }
    }
    assertThat(late).isPositive();
  }

  @Test
  void lateEventsCanBeHeldBackByMonths() {
    long days = Duration.ofDays(90).toMillis();
    MishapRates months = new MishapRates(0, 1, Duration.ofDays(90), 0);

    for (Message message : SampleTimelines.messages(1, months, REQUESTS)) {
      long delay = message.sendAt() - Decoding.eventTime(message);
      assertThat(delay).isBetween(days / 10, days);
    }
  }

  @Test
  void duplicatesRepeatAnEventThatWasSentBefore() {
    Map<String, byte[]> sent = new HashMap<>();
    int duplicates = 0;
    for (Message message : SampleTimelines.messages(1, MISHAPS, REQUESTS)) {
      if (message.nature() == Nature.DUPLICATE) {
        assertThat(message.value()).isEqualTo(sent.get(Decoding.rootId(message)));
        duplicates++;
      } else if (message.nature() != Nature.POISON) {
        assertThat(sent.put(Decoding.rootId(message), message.value())).isNull();
      }
    }
    assertThat(duplicates).isPositive();
  }

  @Test
  void anImpressionIsSentWithItsBillingNoticeWhateverBefallsIt() {
    Message before = null;
    int pairs = 0;
    for (Message message : SampleTimelines.messages(1, MISHAPS, REQUESTS)) {
      if (before != null && before.topic().equals(Topics.IMPRESSIONS) && isEvent(before)) {
        Impression impression = (Impression) Decoding.event(before);
        assertThat(Decoding.event(message)).isEqualTo(Notices.billing(impression));
        assertThat(message.nature()).isEqualTo(before.nature());
        assertThat(message.sendAt()).isEqualTo(before.sendAt());
        pairs++;
      } else if (message.topic().equals(Topics.NOTICES) && isEvent(message)) {
        assertThat(((Notice) Decoding.event(message)).getKind().toString()).isNotEqualTo("billing");
      }
      before = message;
    }
    assertThat(pairs).isPositive();
  }

  @Test
  void mishapsHappenAsOftenAsSet() {
    Tally tally = new Tally();
    SampleTimelines.messages(1, MISHAPS, REQUESTS)
        .forEach(message -> tally.add(message.topic(), message.nature()));
    double events = tally.events();

    assertThat(tally.events(Topics.BID_REQUESTS)).isEqualTo(REQUESTS);
    assertThat(sum(tally, Nature.DUPLICATE) / events).isCloseTo(0.02, within(0.004));
    assertThat(sum(tally, Nature.LATE) / events).isCloseTo(0.03, within(0.005));
    assertThat(sum(tally, Nature.POISON) / events).isCloseTo(0.01, within(0.003));
    for (Topic<?> topic : Topics.ALL) {
      assertThat(tally.messages(topic)).isGreaterThanOrEqualTo(tally.events(topic));
    }
  }

  @Test
  void messagesAreKeyedByTheRequestAndCarryTheSchemaId() {
    for (Message message : SampleTimelines.messages(1, SampleTimelines.NO_MISHAPS, 500)) {
      assertThat(WireFormat.hasHeader(message.value())).isTrue();
      assertThat(WireFormat.schemaId(message.value()))
          .isEqualTo(SampleTimelines.schemaId(message.topic()));
      assertThat(new String(message.key(), StandardCharsets.UTF_8))
          .isEqualTo(Decoding.requestId(message));
    }
  }

  @Test
  void endsWhenEverythingIsSent() {
    Timeline timeline = SampleTimelines.timeline(1, MISHAPS, 10);
    timeline.forEachRemaining(message -> {});

    assertThat(timeline.hasNext()).isFalse();
    assertThat(timeline.waiting()).isZero();
    assertThatThrownBy(timeline::next).isInstanceOf(NoSuchElementException.class);
  }

  private static boolean isEvent(Message message) {
    return message.nature() != Nature.POISON;
  }

  private static long sum(Tally tally, Nature nature) {
    return Topics.ALL.stream().mapToLong(topic -> tally.count(topic, nature)).sum();
  }

  private static List<byte[]> sorted(List<Message> messages) {
    List<byte[]> values = new ArrayList<>();
    for (Message message : messages) {
      if (message.nature() == Nature.EVENT || message.nature() == Nature.LATE) {
        values.add(message.value());
      }
    }
    values.sort(Arrays::compare);
    return values;
  }
}
