package io.bidlake.maintenance;

import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.maintenance.work.TableSize;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.table.data.RowData;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.flink.sink.FlinkFileWriterFactory;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;

/** A table of many small files, and copies of it that share the files. */
final class BenchmarkTables {

  private static final String SOURCE = "bench_source";
  private static final String[] COUNTRIES = {"USA", "DEU", "FRA", "GBR"};
  private static final int THREADS = 2;

  private final Lake lake;
  private final Catalog catalog;
  private final Namespace namespace;
  private long contentHash;

  BenchmarkTables(Lake lake, CatalogSettings settings) {
    this.lake = lake;
    this.catalog =
        CatalogUtil.buildIcebergCatalog(
            "benchmark", settings.properties(), new Configuration(false));
    this.namespace = Namespace.of(settings.namespace());
  }

  private static TableDefinition<?> named(String name) {
    return new TableDefinition<>(
        name,
        Tables.BID_REQUESTS.description(),
        Tables.BID_REQUESTS.columns(),
        Tables.BY_DAY_AND_COUNTRY);
  }

  /** Writes the table unless it is there already; returns its size in bytes. */
  long writeSource(int files, int rows, PrintStream out) throws Exception {
    Table source = lake.open(named(SOURCE));
    if (source.currentSnapshot() == null) {
      out.println("writing the source");
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<List<DataFile>>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        Callable<List<DataFile>> part = () -> write(source, thread, files / THREADS, rows);
        parts.add(threads.submit(part));
      }
      AppendFiles append = source.newAppend();
      for (Future<List<DataFile>> part : parts) {
        part.get().forEach(append::appendFile);
      }
      threads.shutdown();
      append.commit();
    }
    contentHash = hash(source);
    return TestTable.tasks(source).stream().mapToLong(FileScanTask::length).sum();
  }

  private static List<DataFile> write(Table table, int thread, int files, int rows)
      throws IOException {
    Requests requests = new Requests(thread);
    RowDataWrapper struct =
        new RowDataWrapper(FlinkSchemaUtil.convert(table.schema()), table.schema().asStruct());
    List<DataFile> written = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String country = COUNTRIES[i % COUNTRIES.length];
      List<RowData> batch = requests.of(0, country, rows);
      PartitionKey partition = new PartitionKey(table.spec(), table.schema());
      partition.partition(struct.wrap(batch.get(0)));
      RollingDataWriter<RowData> writer =
          new RollingDataWriter<>(
              new FlinkFileWriterFactory.Builder(table)
                  .dataSchema(table.schema())
                  .writerProperties(table.properties())
                  .build(),
              OutputFileFactory.builderFor(table, thread, i)
                  .operationId(UUID.randomUUID().toString())
                  .format(FileFormat.PARQUET)
                  .build(),
              table.io(),
              Long.MAX_VALUE,
              table.spec(),
              partition);
      batch.forEach(writer::write);
      writer.close();
      written.addAll(writer.result().dataFiles());
    }
    return written;
  }

  /** A new table with the files of the source. */
  void copySource(String name) {
    // The files stay: other tables share them.
    catalog.dropTable(TableIdentifier.of(namespace, name), false);
    Table copy = lake.open(named(name));
    AppendFiles append = copy.newAppend();
    TestTable.tasks(lake.open(named(SOURCE))).forEach(task -> append.appendFile(task.file()));
    append.commit();
  }

  TableSize sizeOf(String name) {
    return TableSize.of(lake.open(named(name)));
  }

  void requireSameContent(String name, long rows) throws IOException {
    Table table = lake.open(named(name));
    long found = TestTable.tasks(table).stream().mapToLong(task -> task.file().recordCount()).sum();
    if (found != rows || hash(table) != contentHash) {
      throw new IllegalStateException(name + " has not the rows of the source");
    }
  }

  /** The same for the same rows in any order. */
  private static long hash(Table table) throws IOException {
    long hash = 0;
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table)
            .select("request_id", "site_domain", "event_timestamp", "user_id")
            .build()) {
      for (Record record : records) {
        hash += record.hashCode() * 0x9E3779B97F4A7C15L;
      }
    }
    return hash;
  }
}
