package io.bidlake.runtime.lake.files;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;

/** New data files of a table, written outside of a sink. */
public final class NewFiles {

  private NewFiles() {}

  /** Returns the format that the table's properties ask for. */
  public static FileFormat formatOf(Table table) {
    return FileFormat.fromString(
        table
            .properties()
            .getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT));
  }

  /**
   * Returns a writer of files of the table's current schema and partition spec.
   *
   * @param bytes size in bytes at which a new file is started
   */
  public static TaskWriter<RowData> writer(Table table, long bytes) {
    RowDataTaskWriterFactory writers =
        new RowDataTaskWriterFactory(
            table,
            FlinkSchemaUtil.convert(table.schema()),
            bytes,
            formatOf(table),
            table.properties(),
            List.of(),
            false);
    writers.initialize(0, 0);
    return writers.create();
  }
}
