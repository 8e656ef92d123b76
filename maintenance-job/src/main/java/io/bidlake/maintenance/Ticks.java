package io.bidlake.maintenance;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;

/**
 * Source of the ticks at which tables are checked, at most one table at each: all tables once, or
 * in each interval until the job is stopped.
 */
final class Ticks extends DataGeneratorSource<Long> {

  private static final long serialVersionUID = 1;

  /** Enough for 1,200 tables a minute. A tick at which no table is due costs nothing. */
  private static final double LEAST_PER_SECOND = 20;

  private final Boundedness boundedness;

  private Ticks(long count, RateLimiterStrategy rate, Boundedness boundedness) {
    super(number -> number, count, rate, Types.LONG);
    this.boundedness = boundedness;
  }

  static Ticks once(int tables) {
    return new Ticks(tables, RateLimiterStrategy.noOp(), Boundedness.BOUNDED);
  }

  /**
   * Returns unlimited ticks, enough for each table in each interval.
   *
   * @param tables number of tables that are known now
   */
  static Ticks every(Duration interval, int tables) {
    double perSecond = Math.max(LEAST_PER_SECOND, 1000.0 * tables / interval.toMillis());
    return new Ticks(
        Long.MAX_VALUE,
        RateLimiterStrategy.perSecond(perSecond),
        // The generator is bounded by its count, which is never reached.
        Boundedness.CONTINUOUS_UNBOUNDED);
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }
}
