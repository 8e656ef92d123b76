package io.bidlake.runtime.lake;

import io.bidlake.runtime.lake.files.BoundedFanout;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.transformations.WithBoundedness;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Writes streams of rows into tables, exactly once, through Iceberg's FlinkSink. Refuses the two
 * cases in which FlinkSink can lose rows: unaligned checkpoints and bounded input.
 */
public final class IcebergSinks {

  /** In the summary of a snapshot: the job that wrote it ends by itself, and nobody restores it. */
  public static final String ENDING_JOB = "bidlake.ending-job";

  private final Lake lake;

  public IcebergSinks(Lake lake) {
    this.lake = lake;
  }

  /** Appends rows that are laid out like the table as it is in the catalog. */
  public void append(DataStream<RowData> rows, TableDefinition<?> definition) {
    DataStreamSink<?> sink =
        sink(rows, definition)
            // Rows stay in the thread that decoded them: a shuffle costs more than a few more
            // files.
            .distributionMode(DistributionMode.NONE)
            .append();
    BoundedFanout.in(sink);
    RescalableCommitter.in(sink);
    shortenNames(sink, definition);
  }

  /**
   * Appends the rows of a job that ends, through Iceberg's other sink: FlinkSink can lose the last
   * ones.
   */
  public void appendToTheEnd(DataStream<RowData> rows, TableDefinition<?> definition) {
    refuseUnsafeCheckpoints(rows);
    IcebergSink.forRowData(rows)
        .tableLoader(lake.loaderOf(definition))
        .distributionMode(DistributionMode.NONE)
        .uidSuffix(uid(definition))
        .setSnapshotProperty(ENDING_JOB, "true")
        .append();
  }

  /**
   * Applies changes to a table that has one row per key: {@code INSERT} adds a row, {@code
   * UPDATE_BEFORE} and {@code DELETE} take it away, {@code UPDATE_AFTER} puts another in its place.
   * Inserts alone leave no delete file behind. Has files open for each partition until the next
   * checkpoint: whoever makes the changes bounds how many there are.
   */
  public void apply(DataStream<RowData> changes, TableDefinition<?> definition) {
    DataStreamSink<?> sink =
        sink(changes, definition)
            .upsert(false)
            .equalityFieldColumns(keyOf(definition))
            // The changes of a key reach one writer all the same: the sink sees to that by itself.
            .distributionMode(DistributionMode.NONE)
            .append();
    RescalableCommitter.in(sink);
    shortenNames(sink, definition);
  }

  /** Iceberg's names differ where the Web UI has cut them off. */
  private static void shortenNames(DataStreamSink<?> sink, TableDefinition<?> definition) {
    String uid = uid(definition);
    Map<String, String> names =
        Map.of(
            uid + "-IcebergStreamWriter",
            uid,
            uid + "-IcebergFilesCommitter",
            uid.replace("write-", "commit-"));
    sink.getTransformation()
        .getTransitivePredecessors()
        .forEach(step -> step.setName(names.getOrDefault(step.getName(), step.getName())));
    sink.name(definition.name());
  }

  /** The key's columns in the order of the table: times first, by which readers skip deletes. */
  private static List<String> keyOf(TableDefinition<?> definition) {
    Schema schema = definition.schema();
    return schema.columns().stream()
        .filter(column -> schema.identifierFieldIds().contains(column.fieldId()))
        .map(NestedField::name)
        .toList();
  }

  private FlinkSink.Builder sink(DataStream<RowData> rows, TableDefinition<?> definition) {
    refuseUnsafeCheckpoints(rows);
    refuseBounded(rows, definition);
    return FlinkSink.forRowData(rows)
        .tableLoader(lake.loaderOf(definition))
        .uidPrefix(uid(definition));
  }

  private static String uid(TableDefinition<?> definition) {
    return "write-" + definition.name().replace('_', '-');
  }

  private static void refuseUnsafeCheckpoints(DataStream<RowData> rows) {
    List<String> problems =
        DeliveryGuarantee.problems(rows.getExecutionEnvironment().getConfiguration());
    if (!problems.isEmpty()) {
      throw new UnsafeSinkException(String.join(System.lineSeparator(), problems));
    }
  }

  private static void refuseBounded(DataStream<RowData> rows, TableDefinition<?> definition) {
    for (Transformation<?> step : rows.getTransformation().getTransitivePredecessors()) {
      if (step instanceof WithBoundedness source
          && source.getBoundedness() == Boundedness.BOUNDED) {
        throw new UnsafeSinkException(
            "%s must be written from an unbounded source, but '%s' is bounded: FlinkSink can lose rows"
                    .formatted(definition.name(), step.getName())
                + " when one of its writers ends before another");
      }
    }
  }
}
