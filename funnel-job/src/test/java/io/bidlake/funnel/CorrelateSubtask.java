package io.bidlake.funnel;

import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;

/** Subtask of the first half: what correlates, and in one chain with it what combines. */
final class CorrelateSubtask extends SimulatedSubtask<FunnelEvent> {

  /** Where its outputs go. */
  interface Downstream {

    /** To the owner of the publisher. */
    void send(int from, Contribution contribution);

    /** To all: a watermark, a status or a barrier. */
    void broadcast(int from, Object element);
  }

  private final int name;
  private final Downstream downstream;
  private final KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, Contribution>
      correlate;
  private final OneInputStreamOperatorTestHarness<Contribution, Contribution> combine;
  private final List<UncountedEvent> late = new ArrayList<>();
  private int lateInSnapshot;
  private OperatorSubtaskState snapshot;

  /**
   * @param name by which the downstream knows it
   */
  CorrelateSubtask(
      FunnelOperators operators, Place place, int channels, Downstream downstream, int name)
      throws Exception {
    super(channels);
    this.name = name;
    this.downstream = downstream;
    combine =
        new OneInputStreamOperatorTestHarness<>(
            new OutputInto<>(operators.combine(), new Combined()),
            place.maxParallelism(),
            place.parallelism(),
            place.index());
    correlate =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new OutputInto<>(operators.correlate(), new Correlated()),
            FunnelEvent::key,
            EventId.TYPE,
            place.maxParallelism(),
            place.parallelism(),
            place.index());
  }

  /**
   * @param state null to begin without
   */
  void open(OperatorSubtaskState state) throws Exception {
    combine.open();
    correlate.initializeState(state);
    correlate.open();
  }

  @Override
  public void emitRecord(StreamRecord<FunnelEvent> event) throws Exception {
    correlate.processElement(event);
  }

  @Override
  public void emitWatermark(Watermark mark) throws Exception {
    correlate.processWatermark(mark);
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
    correlate.processWatermarkStatus(status);
  }

  @Override
  void checkpoint() throws Exception {
    correlate.prepareSnapshotPreBarrier(1);
    combine.prepareSnapshotPreBarrier(1);
    downstream.broadcast(name, Barrier.BARRIER);
    snapshot = correlate.snapshot(1, 1);
    lateInSnapshot = late.size();
  }

  /** Null until the barrier has passed. */
  OperatorSubtaskState snapshot() {
    return snapshot;
  }

  List<UncountedEvent> lateInSnapshot() {
    return late.subList(0, lateInSnapshot);
  }

  List<UncountedEvent> late() {
    return late;
  }

  /** Keys and timers that are still there. */
  int leftBehind() {
    return correlate.numKeyedStateEntries() + correlate.numEventTimeTimers();
  }

  void close() throws Exception {
    correlate.close();
    combine.close();
  }

  private final class Correlated extends DirectOutput<Contribution> {

    @Override
    void emit(Contribution contribution) throws Exception {
      combine.processElement(new StreamRecord<>(contribution));
    }

    @Override
    void emitAside(Object value) {
      late.add(UncountedEvent.of((RowData) value));
    }

    @Override
    void progress(Object watermarkOrStatus) throws Exception {
      if (watermarkOrStatus instanceof Watermark mark) {
        combine.processWatermark(mark);
      } else {
        combine.processWatermarkStatus((WatermarkStatus) watermarkOrStatus);
      }
    }
  }

  private final class Combined extends DirectOutput<Contribution> {

    @Override
    void emit(Contribution contribution) {
      downstream.send(name, contribution);
    }

    @Override
    void progress(Object watermarkOrStatus) {
      downstream.broadcast(name, watermarkOrStatus);
    }
  }
}
