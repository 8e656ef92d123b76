package io.bidlake.runtime.lake;

import io.bidlake.runtime.lake.files.BoundedFanout;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.tables.TableDefinition;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.apache.flink.streaming.api.transformations.WithBoundedness;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Writes streams of rows into Iceberg tables, exactly once, with Iceberg's FlinkSink. Rejects the
 * two cases in which FlinkSink can lose rows: unaligned checkpoints and bounded input.
 */
public record IcebergSinks(Lake lake) {

  /** Appends rows that have the layout of the table in the catalog. */
  public void append(DataStream<RowData> rows, TableDefinition<?> definition) {
    DataStreamSink<?> sink =
        sink(rows, definition)
            // Rows stay in the thread that decoded them: a shuffle costs more than a few additional
            // files.
            .distributionMode(DistributionMode.NONE)
            .append();
    BoundedFanout.in(sink);
    letCommitterRescale(sink);
    shortenNames(sink, definition);
  }

  /**
   * Applies changes to a table that has one row per key: {@code INSERT} and {@code UPDATE_AFTER}
   * add a row, {@code UPDATE_BEFORE} and {@code DELETE} delete it. Inserts alone write no delete
   * files. The sink keeps files open for each partition until the next checkpoint, so the producer
   * of the changes must bound the number of partitions.
   */
  public void apply(DataStream<RowData> changes, TableDefinition<?> definition) {
    DataStreamSink<?> sink =
        sink(changes, definition)
            .upsert(false)
            .equalityFieldColumns(keyOf(definition))
            // The sink still routes all changes of a key to one writer.
            .distributionMode(DistributionMode.NONE)
            .append();
    letCommitterRescale(sink);
    shortenNames(sink, definition);
  }

  /**
   * Lets a job resume with a different parallelism. FlinkSink sets the maximum parallelism of its
   * committer to 1. In a job with parallelism 1, however, Flink chains the committer to the writer
   * and stores the writer's maximum parallelism for both. Such a savepoint is rejected when the job
   * resumes with a higher parallelism and the committer is no longer chained.
   *
   * <p>The committer has parallelism 1 in any case. This therefore removes its maximum parallelism,
   * so that Flink uses that of the savepoint, and prevents chaining, so that no other operator gets
   * the maximum of the committer.
   */
  private static void letCommitterRescale(DataStreamSink<?> sink) {
    PhysicalTransformation<?> committer =
        sink.getTransformation().getTransitivePredecessors().stream()
            .filter(step -> step.getName().endsWith("IcebergFilesCommitter"))
            .map(step -> (PhysicalTransformation<?>) step)
            .findFirst()
            .orElseThrow();
    committer.setChainingStrategy(ChainingStrategy.HEAD);
    // The setter does not accept the value for "not set".
    Internals.field(Transformation.class, committer, "maxParallelism")
        .set(JobVertex.MAX_PARALLELISM_DEFAULT);
  }

  /**
   * Replaces Iceberg's operator names, which differ only beyond the length that Flink's web UI
   * shows.
   */
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

  /**
   * Returns the key columns in table order. Times come first: readers skip delete files by them.
   */
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

  /**
   * Throws if rows could be lost with the configuration of checkpoints.
   *
   * @throws InvalidSettings with all problems
   */
  public static void refuseUnsafeCheckpoints(DataStream<?> rows) {
    List<String> problems =
        DeliveryGuarantee.problems(rows.getExecutionEnvironment().getConfiguration());
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private static void refuseBounded(DataStream<RowData> rows, TableDefinition<?> definition) {
    for (Transformation<?> step : rows.getTransformation().getTransitivePredecessors()) {
      if (step instanceof WithBoundedness source
          && source.getBoundedness() == Boundedness.BOUNDED) {
        throw new InvalidSettings(
            List.of(
                "%s must be written from an unbounded source, but '%s' is bounded: FlinkSink can"
                        .formatted(definition.name(), step.getName())
                    + " lose rows when one of its writers ends before another"));
      }
    }
  }
}
