package io.bidlake.local.platform;

import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that counts without end, slowly, and can be stopped and resumed. */
public final class CountingJob {
  private static final long PAUSE_NANOS = 1_000_000;

  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment
        .fromSequence(0, Long.MAX_VALUE)
        .uid("count")
        .map(CountingJob::slowly)
        .uid("slow-down")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
    environment.execute(args[0]);
  }

  private static Long slowly(Long value) {
    LockSupport.parkNanos(PAUSE_NANOS);
    return value;
  }
}
