package io.bidlake.funnel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/** Collects in this JVM what a job emits up to its end or its savepoint. */
final class CollectingSink implements Sink<RowData> {

  static final Queue<FunnelChange> CHANGES = new ConcurrentLinkedQueue<>();
  static final Queue<UncountedEvent> LATE = new ConcurrentLinkedQueue<>();

  /** Reads a row, which is valid only now. */
  enum Into {
    CHANGES {
      @Override
      void add(RowData row) {
        CollectingSink.CHANGES.add(FunnelChange.of(row));
      }
    },
    LATE {
      @Override
      void add(RowData row) {
        CollectingSink.LATE.add(UncountedEvent.of(row));
      }
    };

    abstract void add(RowData row);
  }

  private final Into into;

  CollectingSink(Into into) {
    this.into = into;
  }

  static void clear() {
    CHANGES.clear();
    LATE.clear();
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(RowData row, Context rowContext) {
        into.add(row);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
