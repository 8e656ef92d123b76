package io.bidlake.maintenance.compaction.columns;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DoubleFieldMetrics;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FloatFieldMetrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.iceberg.shaded.org.apache.parquet.example.DummyRecordConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.CodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** A new Parquet file, written one row group and therein one column after the other. */
final class ColumnFile implements Closeable {

  private final Table table;
  private final OutputFile file;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final CodecFactory codecs;
  private final CompressionCodecName codec;
  private final ParquetFileWriter writer;
  private final Map<Integer, DoubleFieldMetrics.Builder> doubles = new HashMap<>();
  private final Map<Integer, FloatFieldMetrics.Builder> floats = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private boolean closed;

  ColumnFile(Table table, OutputFile file, MessageType schema, WriteProperties settings)
      throws IOException {
    this.table = table;
    this.file = file;
    this.schema = schema;
    this.properties = settings.parquet();
    Configuration conf = new Configuration(false);
    settings.level().ifPresent(level -> conf.set("parquet.compression.codec.zstd.level", level));
    this.codecs = new CodecFactory(conf, properties.getPageSizeThreshold());
    this.codec = settings.codec();
    this.writer =
        new ParquetFileWriter(
            ParquetStreams.of(file),
            schema,
            ParquetFileWriter.Mode.CREATE,
            settings.rowGroupBytes(),
            0,
            null,
            properties);
    writer.start();
  }

  /** Writes row groups of other files, which have the same schema, as one. */
  void write(List<SourceRows> sources) throws IOException {
    BytesInputCompressor compressor = codecs.getCompressor(codec);
    writer.startBlock(sources.stream().mapToLong(it -> it.pages().getRowCount()).sum());
    for (ColumnDescriptor column : schema.getColumns()) {
      MessageType only = only(column);
      try (ColumnChunkPageWriteStore pages =
              new ColumnChunkPageWriteStore(
                  compressor,
                  only,
                  HeapByteBufferAllocator.getInstance(),
                  properties.getColumnIndexTruncateLength(),
                  properties.getPageWriteChecksumEnabled());
          ColumnWriteStore store = properties.newColumnWriteStore(only, pages)) {
        ColumnWriter target = store.getColumnWriter(column);
        for (SourceRows source : sources) {
          copy(source.column(column, only), source.values(column), target, store);
        }
        store.flush();
        pages.flushToFileWriter(writer);
      }
    }
    writer.endBlock();
  }

  /** Row groups of a file. */
  record SourceRows(PageReadStore pages, String createdBy) {

    long values(ColumnDescriptor column) {
      return pages.getPageReader(column).getTotalValueCount();
    }

    ColumnReader column(ColumnDescriptor column, MessageType only) {
      GroupConverter unused = new DummyRecordConverter(only).getRootConverter();
      return new ColumnReadStoreImpl(pages, unused, only, createdBy).getColumnReader(column);
    }
  }

  private MessageType only(ColumnDescriptor column) {
    String[] path = column.getPath();
    return new MessageType(schema.getName(), only(schema.getType(path[0]), path, 1));
  }

  private static Type only(Type type, String[] path, int depth) {
    return type.isPrimitive()
        ? type
        : type.asGroupType()
            .withNewFields(only(type.asGroupType().getType(path[depth]), path, depth + 1));
  }

  private void copy(ColumnReader source, long count, ColumnWriter target, ColumnWriteStore store) {
    int present = source.getDescriptor().getMaxDefinitionLevel();
    int id = source.getDescriptor().getPrimitiveType().getId().intValue();
    Values values = values(id, source, target);
    long absent = 0;
    for (long left = count; left > 0; left--) {
      int repetition = source.getCurrentRepetitionLevel();
      int definition = source.getCurrentDefinitionLevel();
      if (definition == present) {
        values.copy(repetition, definition);
      } else {
        target.writeNull(repetition, definition);
        absent++;
      }
      source.consume();
      if (left == 1 || source.getCurrentRepetitionLevel() == 0) {
        store.endRecord();
      }
    }
    nulls.merge(id, absent, Long::sum);
  }

  /** Copies the current value of a column. */
  @FunctionalInterface
  private interface Values {
    void copy(int repetition, int definition);
  }

  private Values values(int id, ColumnReader source, ColumnWriter target) {
    return switch (source.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> (r, d) -> target.write(source.getBoolean(), r, d);
      case INT32 -> (r, d) -> target.write(source.getInteger(), r, d);
      case INT64 -> (r, d) -> target.write(source.getLong(), r, d);
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> (r, d) -> target.write(source.getBinary(), r, d);
      case FLOAT -> {
        var metrics = floats.computeIfAbsent(id, FloatFieldMetrics.Builder::new);
        yield (r, d) -> {
          metrics.addValue(source.getFloat());
          target.write(source.getFloat(), r, d);
        };
      }
      case DOUBLE -> {
        var metrics = doubles.computeIfAbsent(id, DoubleFieldMetrics.Builder::new);
        yield (r, d) -> {
          metrics.addValue(source.getDouble());
          target.write(source.getDouble(), r, d);
        };
      }
    };
  }

  String location() {
    return file.location();
  }

  long bytes() throws IOException {
    return writer.getPos();
  }

  /** Ends the file and describes it. */
  DataFile finish(StructLike partition) throws IOException {
    closed = true;
    writer.end(Map.of("iceberg.schema", SchemaParser.toJson(table.schema())));
    long bytes = writer.getPos();
    writer.close();
    codecs.release();
    Stream<FieldMetrics<?>> numbers =
        Stream.<FieldMetrics<?>>concat(
                doubles.values().stream().map(DoubleFieldMetrics.Builder::build),
                floats.values().stream().map(FloatFieldMetrics.Builder::build))
            .map(this::withNulls);
    return DataFiles.builder(table.spec())
        .withPath(file.location())
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(bytes)
        .withMetrics(
            ParquetUtil.footerMetrics(writer.getFooter(), numbers, MetricsConfig.forTable(table)))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(writer.getFooter()))
        .withSortOrder(SortOrder.unsorted())
        .build();
  }

  /** Only values that are present were added to the metrics. */
  private <T> FieldMetrics<T> withNulls(FieldMetrics<T> present) {
    long absent = nulls.getOrDefault(present.id(), 0L);
    return new FieldMetrics<>(
        present.id(),
        present.valueCount() + absent,
        absent,
        present.nanValueCount(),
        present.lowerBound(),
        present.upperBound());
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
      codecs.release();
    }
  }
}
