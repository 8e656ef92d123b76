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

/** Streams into tables, one query for each topic. */
final class TableStreams {

  /**
   * As Iceberg's documentation advises for streaming into partitioned tables: rows are neither
   * shuffled nor sorted, each task keeps a file open for each partition.
   */
  static final Map<String, String> WRITE_OPTIONS =
      Map.of(
          "fanout-enabled",
          "true",
          "distribution-mode",
          "none",
          // from_avro calls every field nullable, required ones too.
          "check-nullability",
          "false");

  private static final String QUERY_ID = "sql.streaming.queryId";

  private final SparkSession spark;
  private final SparkIngestSettings settings;

  TableStreams(SparkSession spark, SparkIngestSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /** Rows into one table, through Iceberg's own sink, which commits each micro-batch once. */
  void start(TableDefinition<?> table, Dataset<Row> rows) throws TimeoutException {
    query(table.name(), rows).format("iceberg").options(WRITE_OPTIONS).toTable(existing(table));
  }

  /**
   * Enriched rows into both tables of bid requests. A micro-batch is read and decoded once and kept
   * for the second table; the README has how that compares with a query for each table.
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

  /** Name of a table in Spark; refuses one that is missing, which Spark would make in its way. */
  private String existing(TableDefinition<?> table) {
    String name = "%s.%s.%s".formatted(LakeSession.CATALOG, settings.namespace(), table.name());
    if (!spark.catalog().tableExists(name)) {
      throw new IllegalStateException("table %s must exist".formatted(name));
    }
    return name;
  }
}
