package io.bidlake.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.util.PropertyUtil;

/** Writes the rows of one thread to one table, with the writers that FlinkSink uses. */
final class TableWriter {

  private final Table table;
  private final Commits commits;
  private final RowDataTaskWriterFactory factory;
  private TaskWriter<RowData> open;

  TableWriter(Table table, int thread, Commits commits) {
    this.table = table;
    this.commits = commits;
    this.factory =
        new RowDataTaskWriterFactory(
            table,
            FlinkSchemaUtil.convert(table.schema()),
            PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT),
            FileFormat.PARQUET,
            table.properties(),
            null,
            false);
    factory.initialize(thread, 0);
  }

  void write(RowData row) throws IOException {
    if (open == null) {
      open = factory.create();
    }
    open.write(row);
  }

  /** Closes the open files and passes them on for a commit. */
  void commit() {
    if (open == null) {
      return;
    }
    try {
      commits.add(table, List.<DataFile>of(open.complete().dataFiles()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open = null;
  }
}
