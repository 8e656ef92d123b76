package io.bidlake.runtime.window;

import io.bidlake.model.TableDefinition;
import io.bidlake.runtime.RowBuilder;
import io.bidlake.runtime.TableRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;

/** {@link EmitWindows} alone; its changes read as {@code +I begin key count amount}. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class EmitHarness implements AutoCloseable {

  private static final TableDefinition TABLE =
      new TableDefinition(
          "sums",
          "Sums of a window.",
          new Schema(
              NestedField.required(1, "begin", LongType.get()),
              NestedField.required(2, "end", LongType.get()),
              NestedField.required(3, "key", StringType.get()),
              NestedField.required(4, "count", LongType.get()),
              NestedField.required(5, "amount", DoubleType.get())),
          PartitionSpec.unpartitioned(),
          SortOrder.unsorted(),
          Map.of());

  private final WindowShape shape;
  private final KeyedOneInputStreamOperatorTestHarness<String, Contribution, RowData> harness;

  EmitHarness(WindowShape shape) throws Exception {
    this(shape, null);
  }

  /** Goes on at a snapshot, or begins if it is null. */
  EmitHarness(WindowShape shape, OperatorSubtaskState snapshot) throws Exception {
    this.shape = shape;
    TableRows rows = TableRows.asDefined(TABLE);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new EmitWindows(shape, 1, EmitHarness::fill, rows)),
            Contribution::key,
            Types.STRING);
    harness.setup(rows.layout().typeInformation().createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  private static RowData fill(RowBuilder row, long start, long end, String key, Totals totals) {
    return row.add(start)
        .add(end)
        .add((Object) StringData.fromString(key))
        .add(totals.counts[0])
        .add(totals.amount.doubleValue())
        .row();
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
      if (row.getLong(1) != row.getLong(0) + shape.size()) {
        throw new IllegalStateException(
            "window %d ends at %d".formatted(row.getLong(0), row.getLong(1)));
      }
      changes.add(
          "%s %d %s %d %s"
              .formatted(
                  row.getRowKind().shortString(),
                  row.getLong(0),
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
