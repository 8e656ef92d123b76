package io.bidlake.runtime.window;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;
import io.bidlake.tables.WindowTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;

/** {@link EmitWindows} alone; its changes read as {@code +I begin key count amount}. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class EmitHarness implements AutoCloseable {

  private static final TableDefinition<WindowTotals> TABLE =
      new TableDefinition<>(
          "sums",
          "Sums of a window.",
          new Columns<WindowTotals>()
              .required("begin", ColumnType.MILLIS, WindowTotals::start, "Begin.")
              .required("end", ColumnType.MILLIS, WindowTotals::end, "End.")
              .required("key", ColumnType.TEXT, WindowTotals::key, "Key.")
              .required("count", ColumnType.LONG, row -> row.count(0), "Count.")
              .required("amount", ColumnType.DOUBLE, row -> row.amount().doubleValue(), "Amount.")
              .all(),
          Layout.byDay("begin"));

  private final WindowShape shape;
  private final KeyedOneInputStreamOperatorTestHarness<String, Contribution, RowData> harness;

  EmitHarness(WindowShape shape) throws Exception {
    this(shape, null);
  }

  /** Goes on at a snapshot, or begins if it is null. */
  EmitHarness(WindowShape shape, OperatorSubtaskState snapshot) throws Exception {
    this.shape = shape;
    TableRows<WindowTotals> rows = TableRows.asDefined(TABLE);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EmitWindowsOperator(new EmitWindows(shape, rows)), Contribution::key, Types.STRING);
    harness.setup(rows.layout().typeInformation().createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  void add(String key, long slice, long count, String amount) throws Exception {
    Totals totals = new Totals(new long[] {count}, new BigDecimal(amount));
    harness.processElement(new Contribution(key, slice, totals), slice);
  }

  void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  /** The changes since this was last asked. */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    for (RowData row : harness.extractOutputValues()) {
      long begin = row.getTimestamp(0, 6).getMillisecond();
      long end = row.getTimestamp(1, 6).getMillisecond();
      if (end != begin + shape.size()) {
        throw new IllegalStateException("window %d ends at %d".formatted(begin, end));
      }
      changes.add(
          "%s %d %s %d %s"
              .formatted(
                  row.getRowKind().shortString(),
                  begin,
                  row.getString(2),
                  row.getLong(3),
                  row.getDouble(4)));
    }
    harness.getOutput().clear();
    return changes;
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  /** Keys that have a slice or a window, counted once for each of the two. */
  int states() {
    return harness.numKeyedStateEntries();
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
