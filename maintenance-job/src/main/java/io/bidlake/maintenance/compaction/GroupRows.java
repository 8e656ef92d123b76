package io.bidlake.maintenance.compaction;

import io.bidlake.maintenance.compaction.DeletedRows.DeleteCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.encryption.EncryptingFileIO;
import org.apache.iceberg.flink.data.RowDataProjection;
import org.apache.iceberg.flink.data.RowDataUtil;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.formats.ReadBuilder;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.util.PartitionUtil;

/** Reads the rows of a group of files, with deletes applied and in the current schema. */
final class GroupRows {

  private static final long DELETES_KEPT = 64L << 20;

  private final Schema schema;
  private final String nameMapping;
  private final FileIO io;
  private final long fetchedWhole;
  private final DeleteCache deletes = new DeleteCache(DELETES_KEPT);

  GroupRows(Table table) {
    this(table, ReadAhead.FETCHED_WHOLE);
  }

  /**
   * @param fetchedWhole size up to which a file is fetched with one request, in bytes
   */
  GroupRows(Table table, long fetchedWhole) {
    this.fetchedWhole = fetchedWhole;
    this.schema = table.schema();
    this.nameMapping = table.properties().get(TableProperties.DEFAULT_NAME_MAPPING);
    this.io = EncryptingFileIO.combine(table.io(), table.encryption());
  }

  /**
   * Returns the rows of all files, one file after the other. A row is valid until the next one is
   * read.
   */
  CloseableIterable<RowData> of(List<FileScanTask> tasks) {
    ReadAhead files = new ReadAhead(io, tasks, fetchedWhole);
    // Each file is opened when its first row is read, and closed after its last one.
    Iterable<CloseableIterable<RowData>> rows =
        () -> IntStream.range(0, tasks.size()).mapToObj(i -> of(tasks.get(i), files, i)).iterator();
    return CloseableIterable.combine(CloseableIterable.concat(rows), files);
  }

  private CloseableIterable<RowData> of(FileScanTask task, ReadAhead files, int number) {
    try {
      InputFile file = files.file(number);
      return task.deletes().isEmpty() ? read(task, file, schema) : undeleted(task, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CloseableIterable<RowData> undeleted(FileScanTask task, InputFile file) {
    DeletedRows deleted = new DeletedRows(task, schema, io, deletes);
    Schema read = deleted.requiredSchema();
    CloseableIterable<RowData> rows = deleted.filter(read(task, file, read));
    if (read.sameSchema(schema)) {
      return rows;
    }
    RowDataProjection wanted =
        RowDataProjection.create(deleted.rowType(), read.asStruct(), schema.asStruct());
    return CloseableIterable.transform(rows, wanted::wrap);
  }

  private CloseableIterable<RowData> read(FileScanTask task, InputFile file, Schema columns) {
    Map<Integer, ?> constants = PartitionUtil.constantsMap(task, RowDataUtil::convertConstant);
    ReadBuilder<RowData, RowType> builder =
        FormatModelRegistry.readBuilder(task.file().format(), RowData.class, file);
    if (nameMapping != null) {
      builder.withNameMapping(NameMappingParser.fromJson(nameMapping));
    }
    return builder
        .project(columns)
        .idToConstant(constants)
        .split(task.start(), task.length())
        .reuseContainers()
        .build();
  }
}
