package io.bidlake.runtime.kafka;

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
 */
final class PartitionWatermarks<E> implements WatermarkGenerator<E> {
  private final WatermarksWithIdleness<E> beforeTheFirst;
  private final WatermarksWithIdleness<E> sinceTheFirst;
  private boolean begun;

  /**
   * @param firstWithin how long the first event is waited for
   */
  PartitionWatermarks(EventTimeSettings eventTime, Duration firstWithin, RelativeClock clock) {
    WatermarkGenerator<E> bounded =
        new BoundedOutOfOrdernessWatermarks<>(eventTime.outOfOrderness());
    this.beforeTheFirst = new WatermarksWithIdleness<>(bounded, firstWithin, clock);
    this.sinceTheFirst = new WatermarksWithIdleness<>(bounded, eventTime.idleAfter(), clock);
  }

  @Override
  public void onEvent(E event, long eventTimestamp, WatermarkOutput output) {
    begun = true;
    sinceTheFirst.onEvent(event, eventTimestamp, output);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    (begun ? sinceTheFirst : beforeTheFirst).onPeriodicEmit(output);
  }
}
