package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A subtask of {@link CorrelateFunnel} alone, and what it emits. */
final class CorrelateRun implements AutoCloseable {

  static final int MAX_PARALLELISM = 8;
  static final Duration LATENESS = Duration.ofHours(1);

  /** Later than everything. */
  static final long FAR = TestEvents.HOUR + Duration.ofDays(2).toMillis();

  private final RecordedMetrics metrics = new RecordedMetrics();
  private final KeyedOneInputStreamOperatorTestHarness<EventId, FunnelEvent, Contribution> harness;

  CorrelateRun(int parallelism, int index) throws Exception {
    this(TestEvents.STAGES, LATENESS, parallelism, index);
  }

  private CorrelateRun(FunnelStages stages, Duration lateness, int parallelism, int index)
      throws Exception {
    MockEnvironment environment =
        new MockEnvironmentBuilder()
            .setMaxParallelism(MAX_PARALLELISM)
            .setParallelism(parallelism)
            .setSubtaskIndex(index)
            .setMetricGroup(metrics.task())
            .build();
    WindowShape hours =
        WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(stages.total()), lateness);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new CorrelateFunnel(
                    stages, hours, lateness, TableRows.asDefined(Tables.LATE_EVENTS))),
            FunnelEvent::key,
            EventId.TYPE,
            environment);
  }

  /** The only subtask, from the beginning. */
  static CorrelateRun started() throws Exception {
    return new CorrelateRun(1, 0).open();
  }

  CorrelateRun open() throws Exception {
    harness.open();
    return this;
  }

  /** One of the subtasks that go on where others were. */
  static CorrelateRun restored(int parallelism, int index, OperatorSubtaskState... snapshots)
      throws Exception {
    CorrelateRun run = new CorrelateRun(parallelism, index);
    run.harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            AbstractStreamOperatorTestHarness.repackageState(snapshots),
            MAX_PARALLELISM,
            snapshots.length,
            parallelism,
            index));
    return run.open();
  }

  /** Goes on with other bounds or another lateness, as after a change of the settings. */
  static CorrelateRun restored(
      FunnelStages stages, Duration lateness, OperatorSubtaskState snapshot) throws Exception {
    CorrelateRun run = new CorrelateRun(stages, lateness, 1, 0);
    run.harness.initializeState(snapshot);
    return run.open();
  }

  CorrelateRun take(FunnelEvent... events) throws Exception {
    for (FunnelEvent event : events) {
      harness.processElement(new StreamRecord<>(event, event.time));
    }
    return this;
  }

  CorrelateRun reach(long watermark) throws Exception {
    harness.processWatermark(watermark);
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  /** What was emitted so far. */
  List<Contribution> contributions() {
    return harness.extractOutputValues();
  }

  /** What was emitted so far comes to this. */
  Map<HourOfPublisher, FunnelCounts> sums() {
    Map<HourOfPublisher, FunnelCounts> sums = new HashMap<>();
    for (Contribution contribution : contributions()) {
      sums.merge(
          new HourOfPublisher(contribution.slice, contribution.key),
          FunnelCounts.of(contribution.totals.counts),
          FunnelCounts::plus);
    }
    sums.values().removeIf(FunnelCounts.of(0, 0, 0, 0)::equals);
    return sums;
  }

  List<UncountedEvent> late() {
    var rows = harness.getSideOutput(UncountedEvent.TAG);
    return rows == null
        ? List.of()
        : rows.stream().map(row -> UncountedEvent.of(row.getValue())).toList();
  }

  RecordedMetrics metrics() {
    return metrics;
  }

  int openRequests() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  /** Lets all time pass and sees that nothing is kept. */
  CorrelateRun end() throws Exception {
    reach(FAR);
    assertThat(harness.numKeyedStateEntries()).as("keys with state").isZero();
    assertThat(harness.numEventTimeTimers()).as("timers").isZero();
    return this;
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
