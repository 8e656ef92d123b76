package io.bidlake.bench.spark;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Appends each micro-batch of a query to a table exactly once. Like Iceberg's own streaming sink,
 * it stores the query and the batch in the snapshot: Spark repeats an unfinished batch with the
 * same records, and a batch that is already committed is skipped.
 */
final class BatchAppends {

  private static final String QUERY = "bidlake.spark-query";
  private static final String BATCH = "bidlake.spark-batch";

  private final SparkSession spark;
  private final String query;

  /**
   * @param query an id of the query that is unique among the writers of the table and stable across
   *     restarts
   */
  BatchAppends(SparkSession spark, String query) {
    this.spark = spark;
    this.query = query;
  }

  void append(String table, Dataset<Row> rows, long batch)
      throws NoSuchTableException, ParseException {
    if (batch <= lastBatch(table)) {
      return;
    }
    rows.writeTo(table)
        .options(TableStreams.WRITE_OPTIONS)
        .options(
            Map.of(
                "snapshot-property." + QUERY,
                query,
                "snapshot-property." + BATCH,
                String.valueOf(batch)))
        .append();
  }

  /** The last batch of the query that is in the table; -1 if there is none. */
  private long lastBatch(String name) throws NoSuchTableException, ParseException {
    Table table = Spark3Util.loadIcebergTable(spark, name);
    table.refresh();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (query.equals(snapshot.summary().get(QUERY))) {
        return Long.parseLong(snapshot.summary().get(BATCH));
      }
    }
    return -1;
  }
}
