package io.bidlake.runtime.lake.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.io.BaseTaskWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.Tasks;

/** Writes rows to one file per partition, of which only a bounded number is open at a time. */
public final class FanoutWriter extends BaseTaskWriter<RowData> {

  private final FilesOfTask files;
  private final int columnsOfFile;
  private final RowDataWrapper columns;
  private final PartitionKey partition;
  private final Map<PartitionKey, Partition> open = new HashMap<>();

  private Partition last;

  /**
   * @param schema columns of the rows
   * @param locations names the files
   */
  public FanoutWriter(
      Table table,
      Schema schema,
      PartitionSpec spec,
      OutputFileFactory locations,
      FilesOfTask files) {
    this(table, schema, FlinkSchemaUtil.convert(schema), spec, locations, files);
  }

  private FanoutWriter(
      Table table,
      Schema schema,
      RowType rows,
      PartitionSpec spec,
      OutputFileFactory locations,
      FilesOfTask files) {
    super(
        spec,
        FileFormat.PARQUET,
        new RowFiles(table, schema, rows),
        locations,
        table.io(),
        PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT));
    this.files = files;
    this.columnsOfFile =
        (int)
            TypeUtil.indexById(schema.asStruct()).values().stream()
                .filter(column -> column.type().isPrimitiveType())
                .count();
    this.columns = new RowDataWrapper(rows, schema.asStruct());
    this.partition = new PartitionKey(spec, schema);
  }

  @Override
  public void write(RowData row) throws IOException {
    partition.partition(columns.wrap(row));
    if (last == null || !last.key.equals(partition)) {
      last = open.get(partition);
      if (last == null) {
        last = open(partition.copy());
      }
    }
    last.used();
    last.file.write(row);
  }

  private Partition open(PartitionKey key) throws IOException {
    files.makeRoom();
    Partition opened = new Partition(key);
    open.put(key, opened);
    files.opened(opened);
    return opened;
  }

  @Override
  public void close() throws IOException {
    List<Partition> closing = new ArrayList<>(open.values());
    open.clear();
    last = null;
    closing.forEach(files::forget);
    Tasks.foreach(closing)
        .throwFailureWhenFinished()
        .noRetry()
        .run(closed -> closed.file.close(), IOException.class);
  }

  /** The file of a partition. */
  private final class Partition extends FilesOfTask.OpenFile {
    private final PartitionKey key;
    private final RollingFileWriter file;

    Partition(PartitionKey key) {
      files.super(columnsOfFile);
      this.key = key;
      this.file = new RollingFileWriter(key);
    }

    @Override
    void close() throws IOException {
      open.remove(key);
      if (last == this) {
        last = null;
      }
      file.close();
    }
  }
}
