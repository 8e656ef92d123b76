package io.bidlake.runtime.lake.files;

import io.bidlake.runtime.lake.Internals;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.common.DynFields.BoundField;
import org.apache.iceberg.flink.sink.TaskWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.TaskWriter;

/**
 * Writes rows to one file per partition, like FlinkSink, but bounds the number of open files:
 * FlinkSink keeps a file open for each partition until the next checkpoint. When the limit is
 * reached, the least recently used file is closed; its partition gets another file if more rows
 * arrive.
 */
public final class BoundedFanout implements TaskWriterFactory<RowData> {

  private final Supplier<Table> table;
  private transient OutputFileFactory files;
  private transient FilesOfTask open;

  /**
   * @param table returns the table, with its current schema
   */
  public BoundedFanout(Supplier<Table> table) {
    this.table = table;
  }

  /**
   * Makes a sink that FlinkSink has built use this writer. FlinkSink has no option for it, so this
   * replaces a field by reflection; if a later version is built differently, the job fails here, at
   * startup.
   *
   * @param sink sink that appends rows
   */
  public static void in(DataStreamSink<?> sink) {
    replaceIn(
        sink.getTransformation().getTransitivePredecessors().stream()
            .filter(step -> step.getName().endsWith("IcebergStreamWriter"))
            .map(step -> ((OneInputTransformation<?, ?>) step).getOperatorFactory())
            .map(factory -> ((SimpleOperatorFactory<?>) factory).getOperator())
            .findFirst()
            .orElseThrow());
  }

  static void replaceIn(Object writer) {
    BoundField<Object> factory = Internals.field(writer, "taskWriterFactory");
    BoundField<Supplier<Table>> table = Internals.field(factory.get(), "tableSupplier");
    factory.set(new BoundedFanout(table.get()));
  }

  @Override
  public void initialize(int task, int attempt) {
    files =
        OutputFileFactory.builderFor(table.get(), task, attempt).format(FileFormat.PARQUET).build();
    open = new FilesOfTask();
  }

  @Override
  public TaskWriter<RowData> create() {
    Table now = table.get();
    return new FanoutWriter(now, now.schema(), now.spec(), files, open);
  }
}
