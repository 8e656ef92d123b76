package io.bidlake.funnel;

import io.bidlake.funnel.SimulatedSubtask.Barrier;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** A partition that is read, with its own watermark, as Flink's Kafka source does. */
final class SimulatedPartition implements SimulatedActor {

  /** How far an event may be behind the newest of its partition and be on time. */
  static final int OUT_OF_ORDERNESS = 5_000;

  /** Of so many events, one is followed by a watermark. */
  private static final int EVENTS_PER_WATERMARK = 2;

  /** Of so many events, one is preceded by silence, where silence is allowed. */
  private static final int EVENTS_PER_SILENCE = 3;

  /** Of so many partitions, one holds the others back to the end. */
  private static final int PARTITIONS_PER_STUCK = 40;

  private final List<Arrival> events;
  private final Arrivals arrivals;
  private final LongPredicate mayRead;
  private final Consumer<FunnelEvent> toOwner;
  private final Consumer<Object> all;

  private int position;
  private int positionAtBarrier;
  private long newest = Long.MIN_VALUE;
  private long watermark = Long.MIN_VALUE;
  private boolean idle;
  private boolean atEnd;
  private boolean barrierDue;

  /**
   * @param arrivals whether it may be silent while it still has events
   * @param mayRead whether what came at a time can be read yet: partitions wait for each other
   * @param toOwner takes an event to the subtask of its request
   * @param all takes watermarks, statuses and barriers to all subtasks
   */
  SimulatedPartition(
      List<Arrival> events,
      int position,
      Arrivals arrivals,
      LongPredicate mayRead,
      Consumer<FunnelEvent> toOwner,
      Consumer<Object> all) {
    this.events = events;
    this.position = position;
    this.arrivals = arrivals;
    this.mayRead = mayRead;
    this.toOwner = toOwner;
    this.all = all;
  }

  @Override
  public boolean step(Random random) {
    if (barrierDue) {
      barrierDue = false;
      positionAtBarrier = position;
      all.accept(Barrier.BARRIER);
      return true;
    }
    if (position < events.size()) {
      if (!idle && arrivals == Arrivals.LATE && random.nextInt(EVENTS_PER_SILENCE) == 0) {
        idle(true);
      } else if (mayRead.test(nextArrival())) {
        read(random);
      } else {
        return false;
      }
      return true;
    }
    if (!atEnd) {
      atEnd = true;
      if (events.isEmpty() || random.nextInt(PARTITIONS_PER_STUCK) != 0) {
        idle(true);
      }
      return true;
    }
    return false;
  }

  private void read(Random random) {
    FunnelEvent event = events.get(position++).event();
    idle(false);
    toOwner.accept(event);
    if (!event.ahead) {
      newest = Math.max(newest, event.time);
    }
    long next = newest - OUT_OF_ORDERNESS - 1;
    if (newest != Long.MIN_VALUE && next > watermark && random.nextInt(EVENTS_PER_WATERMARK) == 0) {
      watermark = next;
      all.accept(new Watermark(watermark));
    }
  }

  private void idle(boolean now) {
    if (idle != now) {
      idle = now;
      all.accept(now ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
    }
  }

  /** When the next event came; the end of time after the last. */
  long nextArrival() {
    return position < events.size() ? events.get(position).time() : Long.MAX_VALUE;
  }

  /** Has it send a barrier as soon as it is its turn. */
  void demandBarrier() {
    barrierDue = true;
  }

  int positionAtBarrier() {
    return positionAtBarrier;
  }

  /** Nothing more will ever come. */
  void end() {
    idle(false);
    all.accept(Watermark.MAX_WATERMARK);
  }
}
