package io.bidlake.maintenance.compaction;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.DataWriteResult;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;

/**
 * Writes the rows of a group to files of the table's current partition spec. Rows of one partition
 * keep their order.
 */
final class GroupFiles implements AutoCloseable {

  private final Table table;
  private final Consumer<RowData> rows;
  private final Closeable writer;
  private final Supplier<DataWriteResult> result;
  private boolean closed;

  /**
   * @param replaced files whose rows will be written
   * @param order order in which the rows will be written, or unsorted
   * @param bytes size in bytes at which a new file is started
   */
  GroupFiles(Table table, List<FileScanTask> replaced, SortOrder order, long bytes) {
    this.table = table;
    RowType rowType = FlinkSchemaUtil.convert(table.schema());
    FileFormat format = format(table);
    FileWriterFactory<RowData> files =
        new FlinkFileWriterFactory.Builder(table)
            .dataFileFormat(format)
            .dataSchema(table.schema())
            .dataFlinkType(rowType)
            .dataSortOrder(order)
            .writerProperties(table.properties())
            .build();
    // The names are unique per attempt, so that no file of another attempt is overwritten.
    OutputFileFactory names =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(format)
            .operationId("compaction-" + UUID.randomUUID())
            .build();
    if (replaced.stream().allMatch(task -> task.file().specId() == table.spec().specId())) {
      StructLike partition = replaced.get(0).file().partition();
      RollingDataWriter<RowData> one =
          new RollingDataWriter<>(files, names, table.io(), bytes, table.spec(), partition);
      this.rows = one::write;
      this.writer = one;
      this.result = one::result;
    } else {
      // Files of an older partition spec can contain rows of several current partitions.
      FanoutDataWriter<RowData> several = new FanoutDataWriter<>(files, names, table.io(), bytes);
      PartitionKey partition = new PartitionKey(table.spec(), table.schema());
      RowDataWrapper struct = new RowDataWrapper(rowType, table.schema().asStruct());
      this.rows =
          row -> {
            partition.partition(struct.wrap(row));
            several.write(row, table.spec(), partition);
          };
      this.writer = several;
      this.result = several::result;
    }
  }

  private static FileFormat format(Table table) {
    return FileFormat.fromString(
        table
            .properties()
            .getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT));
  }

  void write(RowData row) {
    rows.accept(row);
  }

  /** Closes the files and returns them. */
  List<DataFile> finish() throws IOException {
    close();
    return result.get().dataFiles();
  }

  /** Deletes the written files. */
  void abort() throws IOException {
    finish().forEach(file -> table.io().deleteFile(file.location()));
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }
}
