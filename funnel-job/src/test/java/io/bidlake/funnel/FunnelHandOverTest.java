package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;
import static io.bidlake.funnel.TestEvents.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.window.Contribution;
import io.bidlake.tables.LateEvent.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two subtasks of the first half hand what they count over to one of the second. */
class FunnelHandOverTest implements CorrelateSubtask.Downstream {

  private static final long T = HOUR + 600_000;
  private static final Watermark FORGOTTEN = new Watermark(HOUR + 2 * ONE_HOUR + 75_000 - 1);

  /** Any key will do. */
  private static final Place OWNER_OF_ALL = new Place(1, 1, 0);

  private final FunnelOperators operators;
  private final Random anyChannel = new Random(1);
  private final List<CorrelateSubtask> correlate = new ArrayList<>();
  private final List<FunnelChange> changes = new ArrayList<>();
  private EmitSubtask emit;

  FunnelHandOverTest() throws Exception {
    operators = new FunnelOperators(TestEvents.STAGES, Duration.ofHours(1));
  }

  @AfterEach
  void close() throws Exception {
    for (CorrelateSubtask subtask : correlate) {
      subtask.close();
    }
    emit.close();
  }

  @Test
  void closesNoWindowWhileASubtaskThatFellSilentHoldsAPartOfIt() throws Exception {
    start(2);
    take(0, request("r", T, "pub"));
    correlate.get(0).emitWatermarkStatus(WatermarkStatus.IDLE);
    correlate.get(1).emitWatermark(FORGOTTEN);
    correlate.get(0).emitWatermarkStatus(WatermarkStatus.ACTIVE);
    correlate.get(0).emitWatermark(FORGOTTEN);

    assertThat(rows()).containsOnlyKeys(new HourOfPublisher(HOUR, "pub"));
  }

  @Test
  void closesNoWindowBeforeASubtaskThatComesBackFromSilenceHasGotThere() throws Exception {
    start(2);
    correlate.get(0).emitWatermark(new Watermark(T - 1));
    correlate.get(0).emitWatermarkStatus(WatermarkStatus.IDLE);
    correlate.get(1).emitWatermark(FORGOTTEN);
    correlate.get(0).emitWatermarkStatus(WatermarkStatus.ACTIVE);
    take(0, request("r", T, "pub"));
    correlate.get(0).emitWatermark(FORGOTTEN);

    assertThat(rows()).containsOnlyKeys(new HourOfPublisher(HOUR, "pub"));
  }

  @Test
  void leavesOutAfterARestartWhatItsWindowCanNoLongerTake() throws Exception {
    start(1);
    take(0, request("r", T, "pub"));
    // Nothing is left then whose timer could tell the first half of the next watermark.
    correlate.get(0).emitWatermark(new Watermark(T + 75_000 + ONE_HOUR));
    correlate.get(0).emitWatermark(FORGOTTEN);
    correlate.get(0).checkpoint();
    drain();

    restart();
    take(0, request("q", HOUR + ONE_HOUR - 1, "pub"));
    correlate.get(0).emitWatermark(FORGOTTEN);

    assertThat(rows())
        .isEqualTo(Map.of(new HourOfPublisher(HOUR, "pub"), FunnelCounts.of(1, 0, 0, 0)));
    assertThat(correlate.get(0).late())
        .extracting(UncountedEvent::reason)
        .containsOnly(Reason.LATE);
  }

  private void start(int subtasks) throws Exception {
    for (int i = 0; i < subtasks; i++) {
      correlate.add(new CorrelateSubtask(operators, OWNER_OF_ALL, 1, this, i));
      correlate.get(i).open(null);
    }
    emit = new EmitSubtask(operators, OWNER_OF_ALL, subtasks);
    emit.open(null);
  }

  private void restart() throws Exception {
    OperatorSubtaskState counted = correlate.get(0).snapshot();
    OperatorSubtaskState emitted = emit.snapshot();
    changes.addAll(emit.changesInSnapshot());
    close();
    correlate.clear();
    correlate.add(new CorrelateSubtask(operators, OWNER_OF_ALL, 1, this, 0));
    correlate.get(0).open(counted);
    emit = new EmitSubtask(operators, OWNER_OF_ALL, 1);
    emit.open(emitted);
  }

  private void take(int subtask, FunnelEvent event) throws Exception {
    correlate.get(subtask).emitRecord(new StreamRecord<>(event));
  }

  private Map<HourOfPublisher, FunnelCounts> rows() throws Exception {
    drain();
    changes.addAll(emit.changes());
    return ChangedTable.after(changes).rows();
  }

  private void drain() throws Exception {
    while (emit.step(anyChannel)) {
      // Until nothing is on its way.
    }
  }

  @Override
  public void send(int from, Contribution contribution) {
    deliver(from, contribution);
  }

  @Override
  public void broadcast(int from, Object element) {
    deliver(from, element);
  }

  /** At once, so that what is sent first comes first. */
  private void deliver(int from, Object element) {
    emit.send(from, element);
    try {
      drain();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
