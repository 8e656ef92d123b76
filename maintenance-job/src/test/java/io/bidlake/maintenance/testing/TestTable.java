package io.bidlake.maintenance.testing;

import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;

/** A table in a folder, written file by file. */
public final class TestTable {

  private final Lake lake;
  private final TableDefinition<?> definition;
  private final Table table;
  private int files;

  public TestTable(Path warehouse, TableDefinition<?> definition) {
    this(warehouse, Tables.NAMESPACE, definition);
  }

  public TestTable(Path warehouse, String namespace, TableDefinition<?> definition) {
    this.lake = new Lake(catalog(warehouse, namespace));
    this.definition = definition;
    this.table = lake.open(definition);
  }

  public static CatalogSettings catalog(Path warehouse) {
    return catalog(warehouse, Tables.NAMESPACE);
  }

  private static CatalogSettings catalog(Path warehouse, String namespace) {
    return CatalogSettings.read(
        Settings.of(
            List.of(
                "--catalog.type",
                "hadoop",
                "--catalog.warehouse",
                "" + warehouse,
                "--lake.namespace",
                namespace),
            Map.of()));
  }

  /** The table as it is now. */
  public Table table() {
    table.refresh();
    return table;
  }

  public TableLoader loader() {
    return lake.loaderOf(definition);
  }

  /** Commits the rows in one file for each partition that they have. */
  public void append(List<RowData> rows) {
    var append = table().newAppend();
    write(rows).forEach(append::appendFile);
    append.commit();
  }

  /** Writes files without committing them. */
  public List<DataFile> write(List<RowData> rows) {
    FanoutDataWriter<RowData> writer =
        new FanoutDataWriter<>(factory(), names(), table.io(), Long.MAX_VALUE);
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    for (RowData row : rows) {
      partition.partition(struct().wrap(row));
      writer.write(row, table.spec(), partition);
    }
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.result().dataFiles();
  }

  /** Takes the rows with the same key away, wherever they are, by an equality delete. */
  public void deleteByKey(RowData row) {
    EqualityDeleteWriter<RowData> writer =
        builder()
            .equalityFieldIds(
                table.schema().identifierFieldIds().stream().mapToInt(id -> id).toArray())
            .equalityDeleteRowSchema(table.schema())
            .build()
            .newEqualityDeleteWriter(
                names().newOutputFile(table.spec(), partitionOf(row)),
                table.spec(),
                partitionOf(row));
    try {
      writer.write(row);
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RowDelta delta = table().newRowDelta();
    writer.result().deleteFiles().forEach(delta::addDeletes);
    delta.commit();
  }

  private PartitionKey partitionOf(RowData row) {
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(struct().wrap(row));
    return partition;
  }

  /** Takes one row of a file away, by a position delete. */
  public void deleteRow(DataFile file, long position) {
    PositionDeleteWriter<RowData> writer =
        builder()
            .build()
            .newPositionDeleteWriter(
                names().newOutputFile(table.spec(), file.partition()),
                table.spec(),
                file.partition());
    try {
      writer.write(PositionDelete.<RowData>create().set(file.location(), position));
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RowDelta delta = table().newRowDelta();
    writer.result().deleteFiles().forEach(delta::addDeletes);
    delta.commit();
  }

  /** The data files of today, with their deletes. */
  public List<FileScanTask> tasks() {
    return tasks(table());
  }

  public static List<FileScanTask> tasks(Table table) {
    List<FileScanTask> found = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** How often each row is in the table, as a reader without any of our code sees it. */
  public Map<String, Integer> rows() {
    return rows(IcebergGenerics.read(table()));
  }

  /** The rows of an earlier snapshot. */
  public Map<String, Integer> rowsAt(long snapshotId) {
    return rows(IcebergGenerics.read(table()).useSnapshot(snapshotId));
  }

  private Map<String, Integer> rows(IcebergGenerics.ScanBuilder scan) {
    Map<String, Integer> counts = new TreeMap<>();
    int columns = table.schema().columns().size();
    try (CloseableIterable<Record> records = scan.build()) {
      for (Record record : records) {
        // Behind the table's columns a reader that applied deletes may have others of its own.
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < Math.min(columns, record.size()); i++) {
          row.add(record.get(i));
        }
        counts.merge(row.toString(), 1, Integer::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counts;
  }

  private FileWriterFactory<RowData> factory() {
    return builder().build();
  }

  private FlinkFileWriterFactory.Builder builder() {
    return new FlinkFileWriterFactory.Builder(table)
        .dataSchema(table.schema())
        .writerProperties(table.properties());
  }

  private RowDataWrapper struct() {
    return new RowDataWrapper(FlinkSchemaUtil.convert(table.schema()), table.schema().asStruct());
  }

  private OutputFileFactory names() {
    return OutputFileFactory.builderFor(table, 0, ++files).format(FileFormat.PARQUET).build();
  }
}
