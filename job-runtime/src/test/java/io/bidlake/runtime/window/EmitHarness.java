package io.bidlake.runtime.window;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link EmitWindows} alone; its changes read as {@code +I begin key count amount}. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
final class EmitHarness implements AutoCloseable {

  private final WindowShape shape;
  private final KeyedOneInputStreamOperatorTestHarness<String, Contribution, WindowChange> harness;

  EmitHarness(WindowShape shape) throws Exception {
    this(shape, null);
  }

  /** Goes on at a snapshot, or begins if it is null. */
  EmitHarness(WindowShape shape, OperatorSubtaskState snapshot) throws Exception {
    this(shape, null, snapshot);
  }

  private EmitHarness(WindowShape shape, PublishedWindows published, OperatorSubtaskState snapshot)
      throws Exception {
    this.shape = shape;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EmitWindowsOperator(new EmitWindows(shape, published)),
            Contribution::key,
            Types.STRING);
    harness.setup(Types.POJO(WindowChange.class).createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
  }

  /** One that publishes running totals. */
  static EmitHarness publishing(WindowShape shape) throws Exception {
    return publishing(shape, (time, windows) -> {}, null);
  }

  /** One that goes on at a snapshot, after it has published some windows. */
  static EmitHarness publishing(
      WindowShape shape, PublishedWindows published, OperatorSubtaskState snapshot)
      throws Exception {
    return new EmitHarness(shape, published, snapshot);
  }

  void add(String key, long slice, long count, String amount) throws Exception {
    Totals totals = new Totals(new long[] {count}, new BigDecimal(amount));
    harness.processElement(new Contribution(key, slice, totals), slice);
  }

  void addUser(String key, long slice, long hash) throws Exception {
    Totals totals = new Totals(new long[] {1}, BigDecimal.ZERO);
    totals.addUser(hash);
    harness.processElement(new Contribution(key, slice, totals), slice);
  }

  /** The references to users in the changes since they were last asked for. */
  List<long[]> users() {
    List<long[]> users = harness.extractOutputValues().stream().map(WindowChange::users).toList();
    harness.getOutput().clear();
    return users;
  }

  void watermark(long watermark) throws Exception {
    harness.processWatermark(watermark);
  }

  void processingTime(long millis) throws Exception {
    harness.setProcessingTime(millis);
  }

  void beforeBarrier() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
  }

  void end() throws Exception {
    harness.endInput();
  }

  /** The changes since this was last asked. */
  List<String> changes() {
    List<String> changes = texts(harness.extractOutputValues());
    harness.getOutput().clear();
    return changes;
  }

  /** The running totals since this was last asked. */
  List<String> running() {
    Queue<StreamRecord<WindowChange>> side = harness.getSideOutput(EmitWindows.RUNNING);
    if (side == null) {
      return List.of();
    }
    List<String> running = texts(side.stream().map(StreamRecord::getValue).toList());
    side.clear();
    return running;
  }

  private List<String> texts(List<WindowChange> rows) {
    List<String> changes = new ArrayList<>();
    for (WindowChange change : rows) {
      if (change.end != change.start + shape.size()) {
        throw new IllegalStateException("window %d ends at %d".formatted(change.start, change.end));
      }
      changes.add(
          "%s %d %s %d %s"
              .formatted(
                  change.kind.shortString(),
                  change.start,
                  change.key,
                  change.count(0),
                  change.amount().doubleValue()));
    }
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
