package io.bidlake.runtime.window;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;

/** The subtasks of {@link HoldDays}; their rows read as {@code +I day key count}. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class HoldHarness implements AutoCloseable {

  private static final int MAX_PARALLELISM = 128;

  private final List<KeyedOneInputStreamOperatorTestHarness<Long, WindowChange, RowData>> subtasks =
      new ArrayList<>();
  private long now;

  HoldHarness(int parallelism) throws Exception {
    this(parallelism, List.of());
  }

  /** Goes on where the subtasks of another run were. */
  HoldHarness(int parallelism, List<OperatorSubtaskState> before) throws Exception {
    TableRows<WindowTotals> rows = TableRows.asDefined(Tables.HOURLY_IMPRESSIONS_BY_GEO);
    for (int i = 0; i < parallelism; i++) {
      var subtask =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new HoldDays(rows), WindowChange::day, Types.LONG, MAX_PARALLELISM, parallelism, i);
      subtask.setup(rows.typeInformation().createSerializer(new SerializerConfigImpl()));
      if (!before.isEmpty()) {
        subtask.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                    before.toArray(OperatorSubtaskState[]::new)),
                MAX_PARALLELISM,
                before.size(),
                parallelism,
                i));
      }
      subtask.open();
      subtasks.add(subtask);
    }
  }

  void add(int subtask, WindowChange change) {
    try {
      subtasks.get(subtask).processElement(change, 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the timers fire that are due. */
  void tick() throws Exception {
    now++;
    for (var subtask : subtasks) {
      subtask.setProcessingTime(now);
    }
  }

  List<OperatorSubtaskState> snapshot() throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (var subtask : subtasks) {
      states.add(subtask.snapshot(1, 1));
    }
    return states;
  }

  void finish() throws Exception {
    for (var subtask : subtasks) {
      subtask.endInput();
      subtask.getOperator().finish();
    }
  }

  /** The rows since this was last asked. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (var subtask : subtasks) {
      for (RowData row : subtask.extractOutputValues()) {
        rows.add(
            "%s %d %s %d"
                .formatted(
                    row.getRowKind().shortString(),
                    Math.floorDiv(row.getTimestamp(0, 6).getMillisecond(), 86_400_000L),
                    row.getString(1),
                    row.getLong(2)));
      }
      subtask.getOutput().clear();
    }
    return rows;
  }

  int states() {
    return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
  }

  @Override
  public void close() throws Exception {
    for (var subtask : subtasks) {
      subtask.close();
    }
  }
}
