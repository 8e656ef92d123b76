package io.bidlake.runtime.kafka;

import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;

/**
 * The watermarks of a partition: they follow its newest event at the distance of the
 * out-of-orderness. A partition that falls silent is passed over after a while. One from which
 * nothing has come yet is waited for longer: at the start of a job, on a busy machine, it may have
 * much to be read that is only not here yet, and all of it would be late.
 *
 * <p>A partition from which events come whose time tells nothing is silent too: a clock that is
 * ahead, and one that is so far behind that its events are late in their own partition. Otherwise
 * one sender with such a clock would hold back all partitions for as long as it sends.
 */
final class PartitionWatermarks<E extends RequestEvent> implements WatermarkGenerator<E> {

  private final long outOfOrderness;
  private final WatermarksWithIdleness<E> beforeTheFirst;
  private final WatermarksWithIdleness<E> sinceTheFirst;
  private boolean begun;
  private long newest;

  /**
   * @param firstWithin how long the first event is waited for
   */
  PartitionWatermarks(EventTimeSettings eventTime, Duration firstWithin, RelativeClock clock) {
    WatermarkGenerator<E> bounded =
        new BoundedOutOfOrdernessWatermarks<>(eventTime.outOfOrderness());
    this.outOfOrderness = eventTime.outOfOrderness().toMillis();
    this.newest = Long.MIN_VALUE + outOfOrderness;
    this.beforeTheFirst = new WatermarksWithIdleness<>(bounded, firstWithin, clock);
    this.sinceTheFirst = new WatermarksWithIdleness<>(bounded, eventTime.idleAfter(), clock);
  }

  @Override
  public void onEvent(E event, long eventTimestamp, WatermarkOutput output) {
    if (!event.ahead && eventTimestamp >= newest - outOfOrderness) {
      begun = true;
      newest = Math.max(newest, eventTimestamp);
      sinceTheFirst.onEvent(event, eventTimestamp, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    (begun ? sinceTheFirst : beforeTheFirst).onPeriodicEmit(output);
  }
}
