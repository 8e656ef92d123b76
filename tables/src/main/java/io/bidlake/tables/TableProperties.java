package io.bidlake.tables;

import java.util.Map;

/** Iceberg properties of a new table. */
public final class TableProperties {

  private static final String WEEK_MILLIS = String.valueOf(7L * 24 * 3600 * 1000);

  private TableProperties() {}

  /**
   * Returns the properties.
   *
   * @param description comment of the table
   */
  public static Map<String, String> of(String description) {
    return Map.ofEntries(
        Map.entry("comment", description),
        Map.entry("format-version", "2"),
        Map.entry("write.format.default", "parquet"),
        Map.entry("write.parquet.compression-codec", "zstd"),
        Map.entry("write.parquet.compression-level", "3"),
        // A writer buffers one row group per open partition: small row groups bound its memory.
        Map.entry("write.parquet.row-group-size-bytes", String.valueOf(32L << 20)),
        // Parquet allocates a page when a file is opened; its default is 1 MB.
        Map.entry("write.parquet.page-size-bytes", String.valueOf(128 << 10)),
        // Ids are all different: a large dictionary is built and then discarded, which took a
        // quarter of a writer's time. The values of low-cardinality columns fit into this size.
        Map.entry("write.parquet.dict-size-bytes", String.valueOf(16 << 10)),
        Map.entry("write.target-file-size-bytes", String.valueOf(256L << 20)),
        // Each commit, every few seconds, writes a metadata file: keep the last hundred.
        Map.entry("write.metadata.delete-after-commit.enabled", "true"),
        Map.entry("write.metadata.previous-versions-max", "100"),
        // An idle table gets an empty commit after this many checkpoints, as a heartbeat.
        Map.entry("flink.max-continuous-empty-commits", "60"),
        // Writers and maintenance commit to the same table.
        Map.entry("commit.retry.num-retries", "10"),
        Map.entry("history.expire.max-snapshot-age-ms", WEEK_MILLIS),
        Map.entry("history.expire.min-snapshots-to-keep", "10"));
  }
}
