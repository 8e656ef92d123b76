package io.bidlake.landing.sink;

import io.bidlake.landing.table.LandingTable;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.runtime.lake.Internals;
import io.bidlake.runtime.lake.files.FanoutWriter;
import io.bidlake.runtime.lake.files.FilesOfTask;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.TaskWriter;

/**
 * Makes the writers of all tables of a task, which together keep a bounded number of files open.
 * Iceberg's sink keeps a file open for each partition of each table until the next checkpoint.
 */
final class TaskWriters extends AbstractMap<Object, RowDataTaskWriterFactory> {

  private final TablesLocation location;
  private final FilesOfTask files = new FilesOfTask();

  private TaskWriters(TablesLocation location) {
    this.location = location;
  }

  /** Makes a writer of Iceberg's dynamic sink use these writers. */
  static void in(Object dynamicWriter, TablesLocation location) {
    Internals.field(dynamicWriter, "taskWriterFactories").set(new TaskWriters(location));
  }

  /**
   * Returns the factory of the writer of a version of a table. The sink asks for it with the first
   * row after a checkpoint.
   */
  @Override
  public RowDataTaskWriterFactory computeIfAbsent(
      Object target, Function<? super Object, ? extends RowDataTaskWriterFactory> icebergs) {
    return new OfTable(
        LandingTable.open(
            location, TableIdentifier.parse((String) Internals.value(target, "tableName"))));
  }

  @Override
  public Set<Map.Entry<Object, RowDataTaskWriterFactory>> entrySet() {
    return Set.of();
  }

  private final class OfTable extends RowDataTaskWriterFactory {
    private final transient LandingTable table;
    private transient OutputFileFactory locations;

    OfTable(LandingTable table) {
      super(
          table.table(),
          FlinkSchemaUtil.convert(table.schema()),
          0,
          FileFormat.PARQUET,
          Map.of(),
          List.of(),
          false);
      this.table = table;
    }

    @Override
    public void initialize(int task, int attempt) {
      locations =
          OutputFileFactory.builderFor(table.table(), task, attempt)
              .operationId(UUID.randomUUID().toString())
              .format(FileFormat.PARQUET)
              .build();
    }

    @Override
    public TaskWriter<RowData> create() {
      return new FanoutWriter(table.table(), table.schema(), table.spec(), locations, files);
    }
  }
}
