package io.bidlake.runtime.window;

import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.WindowTotals;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * Converts changes to rows, and limits the number of days whose rows are emitted between two
 * checkpoints. The sink keeps files open for each day until the next checkpoint and cannot close
 * them earlier, because a deleted row may be in one of them; and the data of senders determines how
 * many days have windows that become complete at the same time. The changes of other days are held
 * in state and emitted after the next checkpoints, first held first. The changes of one day keep
 * their order.
 *
 * <p>The operator is keyed by day. All changes of a row are therefore in one place and keep their
 * order even if the job resumes with a different parallelism, and each day is counted by one
 * subtask. The skew is harmless: there are only a few changes per key and window, however many
 * events there are.
 *
 * <p>Keeps held changes in state by sequence number. They are kept as changes and not as rows,
 * which depend on the layout of the table. At the end of the input, all held changes are emitted.
 */
final class HoldDays extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<WindowChange, RowData> {

  /**
   * Maximum number of days between two checkpoints, for all subtasks together. Each day takes one
   * or two files of about 0.5 MB in each writer of the sink.
   */
  private static final int MOST_DAYS = 64;

  private final TableRows<WindowTotals> table;

  private transient RowWriter<WindowTotals> row;
  private transient MapState<Long, WindowChange> held;
  private transient ValueState<Long> heldCount;

  /** The days whose changes have been emitted since the last checkpoint. */
  private transient Set<Long> open;

  /** The days that have changes in state, first held first. */
  private transient Set<Long> waiting;

  HoldDays(TableRows<WindowTotals> table) {
    this.table = table;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    held =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>("held", Types.LONG, Types.POJO(WindowChange.class)));
    heldCount =
        context.getKeyedStateStore().getState(new ValueStateDescriptor<>("held-count", Types.LONG));
    open = new HashSet<>();
    waiting = new LinkedHashSet<>();
    KeyedStateBackend<Long> days = getKeyedStateBackend();
    try (Stream<Long> restored = days.getKeys("held-count", VoidNamespace.INSTANCE)) {
      restored.sorted().forEachOrdered(waiting::add);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    row = table.writer();
    getMetricGroup().gauge("waitingDays", waiting::size);
    letThroughSoon();
  }

  @Override
  public void processElement(StreamRecord<WindowChange> element) throws Exception {
    WindowChange change = element.getValue();
    long day = change.day();
    if (open.contains(day)) {
      emit(change);
    } else if (waiting.isEmpty() && open.size() < mostDays()) {
      open.add(day);
      emit(change);
    } else {
      long count = waiting.add(day) ? 0 : heldCount.value();
      held.put(count, change);
      heldCount.update(count + 1);
    }
  }

  private int mostDays() {
    return Math.max(1, MOST_DAYS / getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    open.clear();
    letThroughSoon();
  }

  /**
   * Schedules the emission of held changes. They must not be emitted until the snapshot of all
   * operators is taken, because the snapshot contains them.
   */
  private void letThroughSoon() {
    long soon = getProcessingTimeService().getCurrentProcessingTime() + 1;
    // A failure in the timer fails the task.
    var unused = getProcessingTimeService().registerTimer(soon, time -> letThrough(mostDays()));
  }

  private void letThrough(int days) throws Exception {
    Iterator<Long> next = waiting.iterator();
    while (next.hasNext() && open.size() < days) {
      long day = next.next();
      next.remove();
      open.add(day);
      setCurrentKey(day);
      long count = heldCount.value();
      for (long number = 0; number < count; number++) {
        emit(held.get(number));
      }
      held.clear();
      heldCount.clear();
    }
  }

  private void emit(WindowChange change) {
    output.collect(new StreamRecord<>(row.write(change.kind, change)));
  }

  @Override
  public void finish() throws Exception {
    letThrough(Integer.MAX_VALUE);
    super.finish();
  }
}
