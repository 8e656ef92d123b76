package io.bidlake.runtime.kafka;

import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Generates the watermarks of a partition: they trail its newest event by the out-of-orderness. A
 * partition without events is marked idle after a timeout. Before the first event the timeout is
 * longer: at the start of a job on a busy machine, a partition may have a backlog that has not been
 * read yet, and all of it would be late.
 *
 * <p>Events with an unreliable time do not count as activity: those whose clock is ahead, and those
 * that are late even in their own partition. Otherwise one sender with a wrong clock would hold
 * back all partitions for as long as it sends.
 */
final class PartitionWatermarks<E extends RequestEvent> implements WatermarkGenerator<E> {

  private final long outOfOrderness;
  private final WatermarksWithIdleness<E> beforeTheFirst;
  private final WatermarksWithIdleness<E> sinceTheFirst;
  private boolean begun;
  private long newest;

  /**
   * @param firstWithin idle timeout before the first event
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
