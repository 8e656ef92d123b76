package io.bidlake.aggregation;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** One subtask of {@link AttributeImpressions} as the job sets it up. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class AttributeHarness implements AutoCloseable {

  static final Duration BOUND = Duration.ofSeconds(15);
  static final Duration LATENESS = Duration.ofHours(1);
  static final WindowShape HOURS =
      WindowShape.tumbling(Duration.ofHours(1), Duration.ZERO, LATENESS);
  static final WindowShape MINUTES =
      WindowShape.sliding(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ZERO, LATENESS);

  private static final int MOST_SUBTASKS = 12;
  private static final TableRows<LateEvent> LATE_EVENTS = TableRows.asDefined(Tables.LATE_EVENTS);
  static final OutputTag<RowData> LATE =
      new OutputTag<>(Tables.LATE_EVENTS.name(), LATE_EVENTS.typeInformation());

  private final KeyedOneInputStreamOperatorTestHarness<EventId, AggregationEvent, Contribution>
      harness;

  AttributeHarness() throws Exception {
    this(1, 0, null);
  }

  AttributeHarness(OperatorSubtaskState snapshot) throws Exception {
    this(1, 0, snapshot);
  }

  /** Goes on at a snapshot, or begins if it is null. */
  AttributeHarness(int parallelism, int index, OperatorSubtaskState snapshot) throws Exception {
    this(BOUND, parallelism, index, snapshot);
  }

  /** Goes on with another bound, as after a change of the settings. */
  static AttributeHarness restored(Duration bound, OperatorSubtaskState snapshot) throws Exception {
    return new AttributeHarness(bound, 1, 0, snapshot);
  }

  private AttributeHarness(
      Duration bound, int parallelism, int index, OperatorSubtaskState snapshot) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AttributeImpressions(bound, LATENESS, HOURS, MINUTES, LATE_EVENTS)),
            AggregationEvent::key,
            EventId.TYPE,
            MOST_SUBTASKS,
            parallelism,
            index);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  void send(AggregationEvent... events) throws Exception {
    for (AggregationEvent event : events) {
      harness.processElement(event, event.time);
    }
  }

  void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  /** Contributions by country since this was last asked. */
  List<Contribution> byCountry() {
    List<Contribution> values = harness.extractOutputValues();
    harness.getOutput().clear();
    return values;
  }

  /** Contributions by bidder since this was last asked. */
  List<Contribution> byBidder() {
    return taken(harness.getSideOutput(AttributeImpressions.BY_BIDDER));
  }

  /** Rows of {@code late_events} since this was last asked. */
  List<Map<String, Object>> late() {
    return taken(harness.getSideOutput(LATE)).stream()
        .map(row -> RowValues.of(Tables.LATE_EVENTS.schema(), row))
        .toList();
  }

  private static <T> List<T> taken(Queue<StreamRecord<T>> output) {
    List<T> values = new ArrayList<>();
    if (output != null) {
      output.forEach(record -> values.add(record.getValue()));
      output.clear();
    }
    return values;
  }

  int states() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
