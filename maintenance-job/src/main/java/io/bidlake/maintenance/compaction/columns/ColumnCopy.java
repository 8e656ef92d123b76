package io.bidlake.maintenance.compaction.columns;

import io.bidlake.maintenance.compaction.columns.ColumnFile.SourceRows;
import io.bidlake.runtime.lake.files.NewFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.CodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * Rewrites Parquet files of one partition to larger ones, column by column: values go from the
 * pages of the old files to those of the new ones, and no row is assembled. The rows keep their
 * order. Small row groups are merged, because readers pay for each.
 */
public final class ColumnCopy {

  private final Table table;
  private final WriteProperties properties;
  private final List<FileScanTask> tasks;
  private final long bytes;
  private final MessageType schema;
  private final OutputFileFactory names;
  private final StructLike partition;
  private final List<DataFile> written = new ArrayList<>();
  private ColumnFile open;

  private ColumnCopy(
      Table table, WriteProperties properties, List<FileScanTask> tasks, long bytes) {
    this.table = table;
    this.properties = properties;
    this.tasks = tasks;
    this.bytes = bytes;
    this.schema = ParquetSchemaUtil.convert(table.schema(), "table");
    this.partition = tasks.get(0).file().partition();
    // The names are unique per attempt, so that no file of another attempt is overwritten.
    this.names =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(FileFormat.PARQUET)
            .operationId("compaction-" + UUID.randomUUID())
            .build();
  }

  /**
   * Returns the copy of files; empty if they must be read row by row, because they have deletes or
   * another format or partition spec than new files, or because the table has properties for
   * Parquet that this does not know.
   *
   * @param bytes size in bytes at which a new file is started
   */
  public static Optional<ColumnCopy> of(Table table, List<FileScanTask> tasks, long bytes) {
    boolean writesParquet = NewFiles.formatOf(table) == FileFormat.PARQUET;
    boolean isPlain = table.encryption() instanceof PlaintextEncryptionManager;
    return writesParquet && isPlain && tasks.stream().allMatch(task -> isCopyable(table, task))
        ? WriteProperties.of(table.properties())
            .map(properties -> new ColumnCopy(table, properties, tasks, bytes))
        : Optional.empty();
  }

  private static boolean isCopyable(Table table, FileScanTask task) {
    return task.deletes().isEmpty()
        && task.file().format() == FileFormat.PARQUET
        && task.file().specId() == table.spec().specId()
        && task.length() == task.file().fileSizeInBytes();
  }

  /** The files to copy. */
  @FunctionalInterface
  public interface Sources {
    InputFile file(int number) throws IOException;
  }

  /**
   * Copies the files. Returns false, without any file written, if the schema of one is not that of
   * new files.
   */
  public boolean run(Sources sources) throws IOException {
    boolean done = false;
    try {
      done = copy(sources);
      return done;
    } finally {
      if (!done) {
        abort();
      }
    }
  }

  /** Returns the new files. */
  public List<DataFile> written() {
    return written;
  }

  private boolean copy(Sources sources) throws IOException {
    SharedCodecs codecs = new SharedCodecs();
    ParquetReadOptions options = ParquetReadOptions.builder().withCodecFactory(codecs).build();
    List<SourceRows> rowGroup = new ArrayList<>();
    long collected = 0;
    try {
      for (int number = 0; number < tasks.size(); number++) {
        // Closed before its pages are copied, as they are not in the memory twice then.
        try (ParquetFileReader reader =
            ParquetFileReader.open(ParquetStreams.of(sources.file(number)), options)) {
          if (!reader.getFileMetaData().getSchema().getFields().equals(schema.getFields())) {
            return false;
          }
          String createdBy = reader.getFileMetaData().getCreatedBy();
          for (BlockMetaData block : reader.getRowGroups()) {
            // As a writer of rows counts, before the compression.
            if (collected > 0
                && collected + block.getTotalByteSize() > properties.rowGroupBytes()) {
              write(rowGroup);
              rowGroup.clear();
              collected = 0;
            }
            rowGroup.add(new SourceRows(reader.readNextRowGroup(), createdBy));
            collected += block.getTotalByteSize();
          }
        }
      }
      write(rowGroup);
    } finally {
      codecs.factory.release();
    }
    if (open != null) {
      finishFile();
    }
    return true;
  }

  private void write(List<SourceRows> rowGroup) throws IOException {
    if (rowGroup.isEmpty()) {
      return;
    }
    if (open == null) {
      open =
          new ColumnFile(
              table,
              names.newOutputFile(table.spec(), partition).encryptingOutputFile(),
              schema,
              properties);
    }
    open.write(rowGroup);
    if (open.bytes() >= bytes) {
      finishFile();
    }
  }

  private void finishFile() throws IOException {
    written.add(open.finish(partition));
    open = null;
  }

  /** Deletes what was written. */
  public void abort() throws IOException {
    if (open != null) {
      open.close();
      table.io().deleteFile(open.location());
      open = null;
    }
    written.forEach(file -> table.io().deleteFile(file.location()));
    written.clear();
  }

  /**
   * Codecs that outlive the readers of files, whose pages are decompressed when they are copied.
   */
  private static final class SharedCodecs implements CompressionCodecFactory {

    private final CodecFactory factory = new CodecFactory(new Configuration(false), 0);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      return factory.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      return factory.getDecompressor(codec);
    }

    @Override
    public void release() {
      // Only a reader has ended.
    }
  }
}
