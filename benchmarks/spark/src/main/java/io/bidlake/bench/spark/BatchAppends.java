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
 * Appends the micro-batches of a query to a table, each once. As Iceberg's own streaming sink does
 * it, a snapshot says which batch of which query it is of: Spark repeats a batch that it did not
 * see through, with the same records, and what is committed already is left out.
 */
final class BatchAppends {

  private static final String QUERY = "bidlake.spark-query";
  private static final String BATCH = "bidlake.spark-batch";

  private final SparkSession spark;
  private final String query;

  /**
   * @param query what tells the query from others that write to the table, the same after a restart
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

  /** The last batch of the query that the table has; -1 for none. */
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
