package io.bidlake.bench.spark;

import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;

/** Writes streams to tables, with one query per topic. */
final class TableStreams {

  /**
   * The settings that Iceberg's documentation recommends for streaming to partitioned tables: rows
   * are neither shuffled nor sorted, and each task keeps one file open per partition.
   */
  static final Map<String, String> WRITE_OPTIONS =
      Map.of(
          "fanout-enabled",
          "true",
          "distribution-mode",
          "none",
          // from_avro makes every field nullable, even required ones.
          "check-nullability",
          "false");

  private static final String QUERY_ID = "sql.streaming.queryId";

  private final SparkSession spark;
  private final SparkIngestSettings settings;

  TableStreams(SparkSession spark, SparkIngestSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /** Writes rows to one table with Iceberg's own sink, which commits each micro-batch once. */
  void start(TableDefinition<?> table, Dataset<Row> rows) throws TimeoutException {
    query(table.name(), rows).format("iceberg").options(WRITE_OPTIONS).toTable(existing(table));
  }

  /**
   * Writes enriched rows to both tables of bid requests. A micro-batch is read and decoded once and
   * cached for the second table; the README compares that with one query per table.
   */
  void startRequests(Dataset<Row> enriched) throws TimeoutException {
    String accepted = existing(Tables.BID_REQUESTS);
    String all = existing(Tables.BID_REQUESTS_ENRICHED);
    VoidFunction2<Dataset<Row>, Long> write =
        (batch, id) -> {
          BatchAppends appends =
              new BatchAppends(spark, spark.sparkContext().getLocalProperty(QUERY_ID));
          batch.persist();
          try {
            appends.append(all, batch, id);
            appends.append(accepted, BidRequestRows.accepted(batch), id);
          } finally {
            batch.unpersist();
          }
        };
    query(Tables.BID_REQUESTS.name(), enriched).foreachBatch(write).start();
  }

  private DataStreamWriter<Row> query(String name, Dataset<Row> rows) {
    String checkpoint =
        settings.workFolder().resolve("checkpoints").resolve(name).toUri().toString();
    return rows.writeStream()
        .queryName(name)
        .outputMode("append")
        .option("checkpointLocation", checkpoint)
        .trigger(Trigger.ProcessingTime(settings.commitInterval().toMillis()));
  }

  /**
   * The name of a table in Spark. Spark would create a missing table with its own properties.
   *
   * @throws IllegalStateException if the table does not exist
   */
  private String existing(TableDefinition<?> table) {
    String name = "%s.%s.%s".formatted(LakeSession.CATALOG, settings.namespace(), table.name());
    if (!spark.catalog().tableExists(name)) {
      throw new IllegalStateException("table %s must exist".formatted(name));
    }
    return name;
  }
}
