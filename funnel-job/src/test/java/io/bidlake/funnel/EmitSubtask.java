package io.bidlake.funnel;

import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Subtask of the second half, which emits the changes of the table. */
final class EmitSubtask extends SimulatedSubtask<Contribution> {

  private final KeyedOneInputStreamOperatorTestHarness<String, Contribution, WindowChange> emit;
  private final List<FunnelChange> changes = new ArrayList<>();
  private int changesInSnapshot;
  private OperatorSubtaskState snapshot;

  EmitSubtask(FunnelOperators operators, Place place, int channels) throws Exception {
    super(channels);
    emit =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new OutputInto<>(operators.emit(), new Emitted()),
            Contribution::key,
            Types.STRING,
            place.maxParallelism(),
            place.parallelism(),
            place.index());
  }

  /**
   * @param state null to begin without
   */
  void open(OperatorSubtaskState state) throws Exception {
    emit.initializeState(state);
    emit.open();
  }

  @Override
  public void emitRecord(StreamRecord<Contribution> contribution) throws Exception {
    emit.processElement(contribution);
  }

  @Override
  public void emitWatermark(Watermark mark) throws Exception {
    emit.processWatermark(mark);
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
    emit.processWatermarkStatus(status);
  }

  @Override
  void checkpoint() throws Exception {
    emit.prepareSnapshotPreBarrier(1);
    snapshot = emit.snapshot(1, 1);
    changesInSnapshot = changes.size();
  }

  /** Null until the barrier has come. */
  OperatorSubtaskState snapshot() {
    return snapshot;
  }

  List<FunnelChange> changesInSnapshot() {
    return changes.subList(0, changesInSnapshot);
  }

  List<FunnelChange> changes() {
    return changes;
  }

  /** Entries and timers that are still there. */
  int leftBehind() {
    return emit.numKeyedStateEntries() + emit.numEventTimeTimers();
  }

  void close() throws Exception {
    emit.close();
  }

  private final class Emitted extends DirectOutput<WindowChange> {

    private final RowWriter<WindowTotals> row =
        TableRows.asDefined(Tables.HOURLY_FUNNEL_BY_PUBLISHER).writer();

    @Override
    void emit(WindowChange change) {
      changes.add(FunnelChange.of(row.write(change.kind, change)));
    }

    @Override
    void progress(Object watermarkOrStatus) {}
  }
}
