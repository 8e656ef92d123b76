package io.bidlake.runtime.kafka;

import io.bidlake.runtime.request.RequestEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.Watermark;
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
 *
 * <p>A partition that is idle before its first event emits {@link #BEFORE_ALL_TIMES} one round
 * earlier, for which the other sources wait. A source without any watermark does not report that it
 * is idle; after a restart Flink then aligns the other sources with what this source had reported
 * before (FLINK-40505).
 */
final class PartitionWatermarks<E extends RequestEvent> implements WatermarkGenerator<E> {

  static final Watermark BEFORE_ALL_TIMES = new Watermark(Long.MIN_VALUE + 1);

  private final long outOfOrderness;
  private final RelativeClock clock;
  private final long createdAt;
  private final long firstWithin;
  private final WatermarksWithIdleness<E> sinceTheFirst;
  private boolean begun;
  private int idleRounds;
  private long newest;

  /**
   * @param firstWithin idle timeout before the first event
   */
  PartitionWatermarks(EventTimeSettings eventTime, Duration firstWithin, RelativeClock clock) {
    this.outOfOrderness = eventTime.outOfOrderness().toMillis();
    this.newest = Long.MIN_VALUE + outOfOrderness;
    this.clock = clock;
    this.createdAt = clock.relativeTimeNanos();
    this.firstWithin = firstWithin.toNanos();
    this.sinceTheFirst =
        new WatermarksWithIdleness<>(
            new BoundedOutOfOrdernessWatermarks<>(eventTime.outOfOrderness()),
            eventTime.idleAfter(),
            clock);
  }

  @Override
  public void onEvent(E event, long eventTimestamp, WatermarkOutput output) {
    if (event.advancesTime() && eventTimestamp >= newest - outOfOrderness) {
      begun = true;
      newest = Math.max(newest, eventTimestamp);
      sinceTheFirst.onEvent(event, eventTimestamp, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (begun) {
      sinceTheFirst.onPeriodicEmit(output);
    } else if (idleRounds < 2 && clock.relativeTimeNanos() - createdAt > firstWithin) {
      idleRounds++;
      if (idleRounds == 1) {
        output.emitWatermark(BEFORE_ALL_TIMES);
      } else {
        output.markIdle();
      }
    }
  }
}
