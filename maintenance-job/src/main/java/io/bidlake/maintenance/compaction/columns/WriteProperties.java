package io.bidlake.maintenance.compaction.columns;

import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION_DEFAULT_SINCE_1_4_0;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION_LEVEL;
import static org.apache.iceberg.TableProperties.PARQUET_DICT_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_DICT_SIZE_BYTES_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_ROW_LIMIT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_ROW_LIMIT_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_SIZE_BYTES_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.util.PropertyUtil;

/** The properties of a table that say how Parquet files are written. */
record WriteProperties(
    ParquetProperties parquet,
    long rowGroupBytes,
    CompressionCodecName codec,
    Optional<String> level) {

  private static final Set<String> KNOWN =
      Set.of(
          PARQUET_COMPRESSION,
          PARQUET_COMPRESSION_LEVEL,
          PARQUET_DICT_SIZE_BYTES,
          PARQUET_PAGE_ROW_LIMIT,
          PARQUET_PAGE_SIZE_BYTES,
          PARQUET_ROW_GROUP_SIZE_BYTES);

  /** Returns the properties; empty if there are others too, such as those of bloom filters. */
  static Optional<WriteProperties> of(Map<String, String> table) {
    boolean known =
        table.keySet().stream()
            .allMatch(it -> !it.startsWith("write.parquet.") || KNOWN.contains(it));
    String codec = table.getOrDefault(PARQUET_COMPRESSION, PARQUET_COMPRESSION_DEFAULT_SINCE_1_4_0);
    Optional<String> level = Optional.ofNullable(table.get(PARQUET_COMPRESSION_LEVEL));
    boolean hasOtherLevel = level.isPresent() && !codec.equalsIgnoreCase("zstd");
    if (!known || hasOtherLevel) {
      return Optional.empty();
    }
    return Optional.of(
        new WriteProperties(
            ParquetProperties.builder()
                .withPageSize(of(table, PARQUET_PAGE_SIZE_BYTES, PARQUET_PAGE_SIZE_BYTES_DEFAULT))
                .withDictionaryPageSize(
                    of(table, PARQUET_DICT_SIZE_BYTES, PARQUET_DICT_SIZE_BYTES_DEFAULT))
                .withPageRowCountLimit(
                    of(table, PARQUET_PAGE_ROW_LIMIT, PARQUET_PAGE_ROW_LIMIT_DEFAULT))
                .build(),
            of(table, PARQUET_ROW_GROUP_SIZE_BYTES, PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT),
            codec.equalsIgnoreCase("none")
                ? CompressionCodecName.UNCOMPRESSED
                : CompressionCodecName.valueOf(codec.toUpperCase(Locale.ROOT)),
            level));
  }

  private static int of(Map<String, String> table, String key, int usual) {
    return PropertyUtil.propertyAsInt(table, key, usual);
  }
}
