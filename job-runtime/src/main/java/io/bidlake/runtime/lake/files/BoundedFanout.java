package io.bidlake.runtime.lake.files;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.flink.sink.TaskWriterFactory;
import org.apache.iceberg.io.BaseTaskWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.Tasks;

/**
 * Writes rows to one file per partition, like FlinkSink, but bounds the number of open files:
 * FlinkSink keeps a file open for each partition until the next checkpoint. When the limit is
 * reached, the least recently used file is closed; its partition gets another file if more rows
 * arrive.
 */
public final class BoundedFanout implements TaskWriterFactory<RowData> {

  private final Supplier<Table> table;
  private transient OutputFileFactory files;

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
    try {
      Field factory = accessible(writer, "taskWriterFactory");
      Object replaced = factory.get(writer);
      @SuppressWarnings("unchecked") // By its declaration.
      Supplier<Table> table = (Supplier<Table>) accessible(replaced, "tableSupplier").get(replaced);
      factory.set(writer, new BoundedFanout(table));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("FlinkSink is not built as it was in Iceberg 1.11", e);
    }
  }

  private static Field accessible(Object owner, String name) throws NoSuchFieldException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  @Override
  public void initialize(int task, int attempt) {
    files =
        OutputFileFactory.builderFor(table.get(), task, attempt).format(FileFormat.PARQUET).build();
  }

  @Override
  public TaskWriter<RowData> create() {
    return new Writer(table.get(), files, OpenFiles.OF_THIS_JVM);
  }

  static final class Writer extends BaseTaskWriter<RowData> {

    private final OpenFiles limit;
    private final RowDataWrapper columns;
    private final PartitionKey partition;

    /** Least recently used first. */
    private final Map<PartitionKey, RollingFileWriter> open = new LinkedHashMap<>(16, 0.75f, true);

    Writer(Table table, OutputFileFactory files, OpenFiles limit) {
      this(table, FlinkSchemaUtil.convert(table.schema()), files, limit);
    }

    private Writer(Table table, RowType rows, OutputFileFactory files, OpenFiles limit) {
      super(
          table.spec(),
          FileFormat.PARQUET,
          new RowFiles(table, rows),
          files,
          table.io(),
          PropertyUtil.propertyAsLong(
              table.properties(),
              TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
              TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT));
      this.limit = limit;
      this.columns = new RowDataWrapper(rows, table.schema().asStruct());
      this.partition = new PartitionKey(table.spec(), table.schema());
    }

    @Override
    public void write(RowData row) throws IOException {
      partition.partition(columns.wrap(row));
      RollingFileWriter file = open.get(partition);
      if (file == null) {
        file = open(partition.copy());
      }
      file.write(row);
    }

    private RollingFileWriter open(PartitionKey key) throws IOException {
      if (limit.areExhausted(open.size())) {
        Iterator<RollingFileWriter> eldest = open.values().iterator();
        RollingFileWriter closing = eldest.next();
        eldest.remove();
        limit.closed(1);
        closing.close();
      }
      RollingFileWriter file = new RollingFileWriter(key);
      open.put(key, file);
      limit.opened();
      return file;
    }

    @Override
    public void close() throws IOException {
      try {
        Tasks.foreach(open.values())
            .throwFailureWhenFinished()
            .noRetry()
            .run(RollingFileWriter::close, IOException.class);
      } finally {
        limit.closed(open.size());
        open.clear();
      }
    }
  }
}
