package io.bidlake.runtime.lake;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/**
 * A source of changes of {@code hourly_impressions_by_geo} that looks unbounded but ends: emits one
 * batch after another, each once the checkpoint after the one before has been completed.
 */
// The one kind of source that a test can end without it being bounded.
@SuppressWarnings("deprecation")
final class CheckpointedBatches
    implements SourceFunction<RowData>, CheckpointedFunction, CheckpointListener {

  /** A change of the row of an hour and a country. */
  record Change(RowKind kind, int hour, String country, long count) implements Serializable {

    private RowData row() {
      GenericRowData row =
          GenericRowData.of(
              TimestampData.fromEpochMillis(hour * 3_600_000L),
              StringData.fromString(country),
              count,
              count / 1000.0,
              1.0);
      row.setRowKind(kind);
      return row;
    }
  }

  private final ArrayList<ArrayList<Change>> batches = new ArrayList<>();

  private transient volatile Object checkpointLock;
  private boolean running = true;
  private int emitted;
  private int inCheckpoint;
  private int completed;

  CheckpointedBatches then(Change... batch) {
    batches.add(new ArrayList<>(List.of(batch)));
    return this;
  }

  @Override
  public void run(SourceContext<RowData> context) throws Exception {
    Object lock = context.getCheckpointLock();
    checkpointLock = lock;
    synchronized (lock) {
      for (List<Change> batch : batches) {
        batch.forEach(change -> context.collect(change.row()));
        emitted++;
        while (running && completed < emitted) {
          lock.wait();
        }
      }
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    inCheckpoint = emitted;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    Object lock = checkpointLock;
    if (lock != null) {
      synchronized (lock) {
        completed = inCheckpoint;
        lock.notifyAll();
      }
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void cancel() {
    running = false;
  }
}
