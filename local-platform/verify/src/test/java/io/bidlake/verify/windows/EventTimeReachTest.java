package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Ahead;
import io.bidlake.verify.events.Event.Position;
import io.bidlake.verify.events.UncountedEvent;
import io.bidlake.verify.kafka.TopicSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimeReachTest {

  private final EventTimeReach reach = new EventTimeReach();

  @Test
  void isThatOfTheSlowestPartitionUntilTheOthersOfItsTopicAreIdle() {
    add("bid-requests", 0, 100);
    add("bid-requests", 0, 90);
    add("bid-requests", 1, 80);
    add("impressions", 0, 70);
    add("clicks", 0, 500);

    assertThat(reach.of("aggregation")).hasValue(new Reached(70, 80));
    assertThat(reach.of("funnel")).hasValue(new Reached(70, 500));
  }

  @Test
  void isHeldBackByAPartitionWithoutEventsUntilItIsIdle() {
    add("bid-requests", 0, 100);
    add("clicks", 0, 90);
    reach.add(new TopicSpan(List.of(Topics.CLICKS), "clicks", 0, 0, 1, 1));
    assertThat(reach.of("funnel")).hasValue(new Reached(90, 100));

    reach.add(new TopicSpan(List.of(Topics.CLICKS), "clicks", 1, 0, 0, 0));

    assertThat(reach.of("funnel")).hasValue(new Reached(Reached.NOTHING, 100));
    assertThat(reach.of("aggregation")).hasValue(new Reached(100, 100));
  }

  @Test
  void isNowhereWithoutEvents() {
    assertThat(reach.of("funnel")).isEmpty();
  }

  @Test
  void isNotMovedByWrongClocksNorByRecordsAfterTheMark() {
    add("clicks", 0, 1);
    reach.add(event("clicks", 0, 100, Ahead.YES, true));
    reach.add(event("clicks", 0, 200, Ahead.NO, false));

    assertThat(reach.of("funnel")).hasValue(new Reached(1, 1));
  }

  @Test
  void isMovedByAnEventOnlyForTheJobsWhoseClocksDidNotFindItAhead() {
    reach.add(ahead("hourly_funnel_by_publisher", "impressions", 7));
    reach.add(event("impressions", 0, 1, Ahead.MAYBE, true));
    reach.add(at(7, event("impressions", 0, 100, Ahead.MAYBE, true)));

    assertThat(reach.of("funnel")).hasValue(new Reached(1, 1));
    assertThat(reach.of("aggregation")).hasValue(new Reached(100, 100));
  }

  @Test
  void isMovedByTheOtherEventsOfARecordOfWhichOneWasAhead() {
    reach.add(ahead("hourly_funnel_by_publisher", "impressions", 7));
    reach.add(at(7, event("impressions", 0, 100, Ahead.MAYBE, true)));
    reach.add(at(7, event("impressions", 0, 99, Ahead.MAYBE, true)));

    assertThat(reach.of("funnel")).hasValue(new Reached(99, 99));
  }

  @Test
  void knowsThatNoClockWasAheadByWhatCameBefore() {
    Event first = event("clicks", 0, 100, Ahead.MAYBE, true);
    Event newer = event("clicks", 0, 101, Ahead.MAYBE, true);
    Event older = event("clicks", 0, 100, Ahead.MAYBE, true);

    assertThat(reach.add(first).ahead()).isEqualTo(Ahead.MAYBE);
    assertThat(reach.add(newer).ahead()).isEqualTo(Ahead.MAYBE);
    assertThat(reach.add(older).ahead()).isEqualTo(Ahead.NO);
    assertThat(reach.add(event("clicks", 0, 1, Ahead.YES, true)).ahead()).isEqualTo(Ahead.YES);
  }

  private static UncountedEvent ahead(String table, String topic, long offset) {
    Position position = new Position(topic, 0, offset);
    return new UncountedEvent(table, "AHEAD", position, "c", "r", Micros.ofMillis(100), null);
  }

  private static Event at(long offset, Event event) {
    Position position = new Position(event.topic().name(), 0, offset);
    return new Event(
        event.topic(),
        "r",
        "c",
        "i",
        event.time(),
        event.receivedAt(),
        position,
        event.ahead(),
        true,
        null,
        null,
        null);
  }

  private void add(String topic, int partition, long time) {
    reach.add(event(topic, partition, time, Ahead.NO, true));
  }

  private static Event event(String topic, int partition, long time, Ahead ahead, boolean settled) {
    Topic<?> of =
        Topics.ALL.stream().filter(each -> each.name().equals(topic)).findFirst().orElseThrow();
    Position position = new Position(topic, partition, 9);
    return new Event(of, "r", "c", "i", time, time, position, ahead, settled, null, null, null);
  }
}
