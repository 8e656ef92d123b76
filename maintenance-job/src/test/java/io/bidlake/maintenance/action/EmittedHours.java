package io.bidlake.maintenance.action;

import io.bidlake.maintenance.testing.Hours;
import java.util.concurrent.Semaphore;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.table.data.RowData;

/** Emits the rows of some hours and then nothing, until the job is stopped. */
// The kind of source that needs least code.
@SuppressWarnings("deprecation")
final class EmittedHours implements SourceFunction<RowData> {

  private static final long serialVersionUID = 1;

  /** A permit for each run that has emitted its rows, in this JVM. */
  static final Semaphore EMITTED = new Semaphore(0);

  private final int from;
  private final int to;
  private volatile boolean running = true;

  EmittedHours(int from, int to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void run(SourceContext<RowData> context) throws InterruptedException {
    synchronized (context.getCheckpointLock()) {
      for (int hour = from; hour < to; hour++) {
        context.collect(Hours.row(hour, "FRA", hour));
      }
    }
    EMITTED.release();
    synchronized (this) {
      while (running) {
        wait();
      }
    }
  }

  @Override
  public synchronized void cancel() {
    running = false;
    notifyAll();
  }
}
