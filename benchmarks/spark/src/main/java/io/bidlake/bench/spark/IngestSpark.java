package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.col;

import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * The ingest as Spark Structured Streaming queries. Runs until it is stopped, or a query fails.
 *
 * <pre>
 *   bid-requests  --> from_avro --> explode imps --> persist --+--> bid_requests_enriched
 *                                                              +--> bid_requests
 *   bid-responses --> from_avro --> explode bids --> bid_responses
 *   a flat topic  --> from_avro --> a_flat_topic               (impressions, clicks)
 * </pre>
 */
public final class IngestSpark {

  /**
   * The priority before that of Spark's own hook, which stops the context while the queries run.
   */
  private static final int BEFORE_SPARK = 100;

  private IngestSpark() {}

  public static void main(String[] args) throws TimeoutException, StreamingQueryException {
    SparkIngestSettings settings = SparkIngestSettings.read(List.of(args), System.getenv());
    SparkSession spark =
        LakeSession.open(
            "bidlake-ingest", settings.parallelism(), settings.workFolder(), settings.catalog());
    ShutdownHookManager.get().addShutdownHook(() -> stopQueries(spark), BEFORE_SPARK);
    start(settings, spark);
    try {
      spark.streams().awaitAnyTermination();
    } catch (StreamingQueryException e) {
      // Otherwise the other queries would continue without the failed one.
      spark.stop();
      throw e;
    }
  }

  private static void start(SparkIngestSettings settings, SparkSession spark)
      throws TimeoutException {
    KafkaEvents events = new KafkaEvents(spark, settings);
    TableStreams tables = new TableStreams(spark, settings);
    if (settings.workload() == SparkIngestSettings.Workload.EVENTS) {
      tables.startRequests(
          new BidRequestRows(UsdRates.ofBidlake())
              .enriched(events.of(Topics.BID_REQUESTS, BidRequestRows.FIELDS)));
      tables.start(
          Tables.BID_RESPONSES,
          BidResponseRows.of(events.of(Topics.BID_RESPONSES, BidResponseRows.FIELDS)));
    }
    for (FlatTable<?> table : Tables.FLAT) {
      tables.start(table, flat(events.of(table.topic())));
    }
  }

  /** Events whose fields are the table's columns, in the same order. */
  private static Dataset<Row> flat(Dataset<Row> events) {
    return events.select(col("event.*"), col("received_at"));
  }

  private static void stopQueries(SparkSession spark) {
    for (StreamingQuery query : Arrays.asList(spark.streams().active())) {
      try {
        query.stop();
      } catch (TimeoutException e) {
        throw new IllegalStateException("query %s does not stop".formatted(query.name()), e);
      }
    }
  }
}
