package io.bidlake.funnel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/** What a benchmark sees of a job that runs in the same JVM: events read, and the table. */
final class BenchmarkProbe {

  private static final long POLL_NANOS = 1_000_000;

  private static final LongAdder EVENTS = new LongAdder();
  private static final Map<String, String> ROWS = new ConcurrentHashMap<>();

  private BenchmarkProbe() {}

  static void reset() {
    EVENTS.reset();
    ROWS.clear();
  }

  static FunnelEvent count(FunnelEvent event) {
    EVENTS.increment();
    return event;
  }

  static long events() {
    return EVENTS.sum();
  }

  static RowData keep(RowData row) {
    String key = row.getTimestamp(0, 6) + " " + row.getString(1);
    if (row.getRowKind() == RowKind.INSERT || row.getRowKind() == RowKind.UPDATE_AFTER) {
      ROWS.put(
          key,
          "%d %d %d %d".formatted(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
    }
    return row;
  }

  static Map<String, String> rows() {
    return Map.copyOf(ROWS);
  }

  /** Waits, and returns the time at which it came true. */
  static long await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return System.nanoTime();
  }

  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
