package io.bidlake.runtime.lake;

import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichSourceFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.relocated.com.google.common.collect.Streams;

/**
 * A source of changes of a table that looks unbounded but ends: emits one batch after another, each
 * once the one before is in two completed checkpoints and its sink has committed it to the table.
 * The checkpoints alone do not tell: a sink can hear of one after the source has heard of the next.
 * Goes on where it was when it is restored.
 */
// The one kind of source that a test can end without it being bounded.
@SuppressWarnings("deprecation")
final class CheckpointedBatches extends RichSourceFunction<RowData>
    implements CheckpointedFunction, CheckpointListener {

  private static final long LOOK_AGAIN_MILLIS = 20;

  /** One row for each hour and country. */
  static final TableDefinition<Change> KEYED =
      table(
          "keyed",
          new Columns<Change>()
              .key("window_start", ColumnType.MILLIS, Change::millis, "Hour.")
              .key("device_geo_country", ColumnType.TEXT, Change::country, "Country."));

  /** Rows without a key. */
  static final TableDefinition<Change> APPENDED =
      table(
          "appended",
          new Columns<Change>()
              .required("window_start", ColumnType.MILLIS, Change::millis, "Hour.")
              .required("device_geo_country", ColumnType.TEXT, Change::country, "Country."));

  private static TableDefinition<Change> table(String name, Columns<Change> first) {
    return new TableDefinition<>(
        name,
        "Changes.",
        first
            .required("impression_count", ColumnType.LONG, Change::count, "Count.")
            .optional("size", ColumnType.INT, change -> (int) change.count(), "The same.")
            .all(),
        Layout.byDay("window_start"));
  }

  /** A change of the row of an hour and a country. */
  record Change(RowKind kind, int hour, String country, long count) implements Serializable {

    long millis() {
      return hour * 3_600_000L;
    }
  }

  /** Done between two batches, in the same JVM. */
  interface Between extends Serializable {
    void run();
  }

  private final TableRows<Change> rows;
  private final String namespace;
  private final TreeMap<String, String> catalog;
  private final ArrayList<ArrayList<Change>> batches = new ArrayList<>();
  private final ArrayList<Between> between = new ArrayList<>();

  private transient volatile Object checkpointLock;
  private transient ListState<Integer> inState;
  private volatile boolean running = true;
  private int emitted;

  /** By checkpoint: of one the word that it is complete can come after the next was taken. */
  private final TreeMap<Long, Integer> inCheckpoint = new TreeMap<>();

  private int confirmed;
  private int completed;

  /** The first completed checkpoint that has the newest batch; 0 while there is none. */
  private long holding;

  /**
   * @param catalog where the table is
   */
  CheckpointedBatches(TableRows<Change> rows, CatalogSettings catalog) {
    this.rows = rows;
    this.namespace = catalog.namespace();
    this.catalog = new TreeMap<>(catalog.properties());
  }

  CheckpointedBatches then(Change... batch) {
    batches.add(new ArrayList<>(List.of(batch)));
    between.add(() -> {});
    return this;
  }

  /** Does something once the batch before is committed. */
  CheckpointedBatches andThen(Between action) {
    between.set(between.size() - 1, action);
    return this;
  }

  @Override
  public void run(SourceContext<RowData> context) throws Exception {
    RowWriter<Change> writer = rows.writer();
    Object lock = context.getCheckpointLock();
    checkpointLock = lock;
    try (Lake lake = new Lake(new CatalogSettings(namespace, catalog))) {
      synchronized (lock) {
        while (running && emitted < batches.size()) {
          int batch = emitted;
          batches
              .get(batch)
              .forEach(change -> context.collect(writer.write(change.kind(), change)));
          emitted++;
          holding = 0;
          while (running && (completed < emitted || !isCommitted(batch, lake))) {
            lock.wait(LOOK_AGAIN_MILLIS);
          }
          if (running) {
            between.get(batch).run();
          }
        }
      }
    }
  }

  private boolean isCommitted(int batch, Lake lake) {
    String job = getRuntimeContext().getJobInfo().getJobId().toString();
    return batches.get(batch).isEmpty()
        || lake.find(rows.definition().name()).stream()
            .flatMap(table -> Streams.stream(table.snapshots()))
            .map(Snapshot::summary)
            .filter(summary -> job.equals(summary.get(SinkUtil.FLINK_JOB_ID)))
            .map(summary -> summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID))
            .anyMatch(checkpoint -> Long.parseLong(checkpoint) >= holding);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    inCheckpoint.put(context.getCheckpointId(), emitted);
    inState.update(List.of(emitted));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    Object lock = checkpointLock;
    if (lock != null) {
      synchronized (lock) {
        completed = confirmed;
        confirmed = inCheckpoint.getOrDefault(checkpointId, confirmed);
        if (holding == 0 && confirmed == emitted) {
          holding = checkpointId;
        }
        inCheckpoint.headMap(checkpointId, true).clear();
        lock.notifyAll();
      }
    }
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    inState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("emitted", Types.INT));
    for (int known : inState.get()) {
      emitted = known;
      confirmed = known;
      completed = known;
    }
  }

  @Override
  public void cancel() {
    running = false;
  }
}
