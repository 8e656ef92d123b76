package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.request.ClickEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTimeAtRestTest {

  private static final int TASKS = 2;

  private OneInputStreamOperatorTestHarness<ClickEvent, ClickEvent> topic;

  @BeforeEach
  void open() throws Exception {
    topic = task(0);
    topic.open();
  }

  @AfterEach
  void close() throws Exception {
    topic.close();
  }

  @Test
  void followsTheSourceWhileThereAreEvents() throws Exception {
    events(20_000, 30_000);
    topic.processWatermark(14_999);

    assertThat(times()).containsExactly(new Watermark(14_999));
  }

  @Test
  void reachesTheNewestEventWhenTheTopicFallsSilent() throws Exception {
    events(20_000, 30_000, 25_000);
    topic.processWatermark(14_999);
    topic.processWatermarkStatus(WatermarkStatus.IDLE);

    assertThat(times())
        .containsExactly(new Watermark(14_999), new Watermark(24_999), WatermarkStatus.IDLE);
  }

  @Test
  void doesNotGoBackToTheSlowerPartitions() throws Exception {
    events(20_000, 30_000);
    topic.processWatermarkStatus(WatermarkStatus.IDLE);
    topic.processWatermarkStatus(WatermarkStatus.ACTIVE);
    topic.processWatermark(14_999);
    topic.processWatermark(25_999);

    assertThat(times())
        .containsExactly(
            new Watermark(24_999),
            WatermarkStatus.IDLE,
            WatermarkStatus.ACTIVE,
            new Watermark(25_999));
  }

  @Test
  void doesNotFollowClocksThatAreAhead() throws Exception {
    events(20_000);
    ClickEvent ahead = event(7_220_000);
    ahead.ahead = true;
    topic.processElement(ahead, ahead.time);
    topic.processWatermarkStatus(WatermarkStatus.IDLE);

    assertThat(times()).containsExactly(new Watermark(14_999), WatermarkStatus.IDLE);
  }

  @Test
  void hasNoTimeBeforeTheFirstEvent() throws Exception {
    topic.processWatermarkStatus(WatermarkStatus.IDLE);

    assertThat(times()).containsExactly(WatermarkStatus.IDLE);
  }

  /** The case of a crash after all was read. */
  @Test
  void reachesTheNewestEventThatWasReadBeforeARestart() throws Exception {
    events(20_000);
    OneInputStreamOperatorTestHarness<ClickEvent, ClickEvent> other = task(1);
    other.open();
    other.processElement(event(30_000), 30_000);
    OperatorSubtaskState state =
        AbstractStreamOperatorTestHarness.repackageState(
            topic.snapshot(1, 1), other.snapshot(1, 1));
    other.close();
    topic.close();
    topic = task(0);
    topic.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, TASKS, TASKS, TASKS, 0));
    topic.open();

    topic.processWatermarkStatus(WatermarkStatus.IDLE);

    assertThat(times()).containsExactly(new Watermark(24_999), WatermarkStatus.IDLE);
  }

  private static OneInputStreamOperatorTestHarness<ClickEvent, ClickEvent> task(int number)
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new EventTimeAtRest<>(Duration.ofSeconds(5)), TASKS, TASKS, number);
  }

  private void events(long... times) throws Exception {
    for (long time : times) {
      topic.processElement(event(time), time);
    }
    assertThat(topic.extractOutputValues())
        .extracting(event -> event.time)
        .containsExactlyElementsOf(LongStream.of(times).boxed().toList());
  }

  private static ClickEvent event(long time) {
    ClickEvent event = new ClickEvent();
    event.time = time;
    return event;
  }

  /** Watermarks and whether there are any. */
  private List<Object> times() {
    return topic.getOutput().stream()
        .filter(element -> !((StreamElement) element).isRecord())
        .toList();
  }
}
