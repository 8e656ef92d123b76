package io.bidlake.bench.maintenance;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;

/** A table in a folder, whose data files nobody reads. */
final class LocalTable {

  static final long ROWS_OF_FILE = 10;

  private static final Schema SCHEMA = new Schema(NestedField.required(1, "id", LongType.get()));

  private LocalTable() {}

  static JdbcCatalog catalog(Path folder) {
    JdbcCatalog catalog = new JdbcCatalog();
    catalog.initialize(
        "test",
        Map.of(
            "uri",
            "jdbc:sqlite:" + folder.resolve("catalog.db"),
            "clients",
            "1",
            "jdbc.schema-version",
            "V1",
            "warehouse",
            folder.resolve("warehouse").toString()));
    return catalog;
  }

  /** A table of so many files of ten rows, each of a commit of its own. */
  static Table of(JdbcCatalog catalog, int files) {
    catalog.createNamespace(Namespace.of("source"));
    Table table = catalog.createTable(TableIdentifier.of("source", "clicks"), SCHEMA);
    for (int i = 0; i < files; i++) {
      AppendFiles append = table.newAppend();
      append.appendFile(file("small-" + i, ROWS_OF_FILE));
      append.commit();
    }
    return table;
  }

  /** Puts one file in the place of some of the table's. */
  static void merge(Table table, int from, int to) {
    RewriteFiles rewrite = table.newRewrite();
    IntStream.range(from, to).forEach(i -> rewrite.deleteFile(file("small-" + i, ROWS_OF_FILE)));
    long rows = (to - from) * ROWS_OF_FILE;
    rewrite.addFile(file("merged-%d-%d".formatted(from, to), rows)).commit();
  }

  private static DataFile file(String name, long rows) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("/data/%s.parquet".formatted(name))
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(100)
        .withRecordCount(rows)
        .build();
  }
}
