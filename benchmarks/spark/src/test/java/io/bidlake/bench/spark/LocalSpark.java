package io.bidlake.bench.spark;

import io.bidlake.testing.WireMessages;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scala.collection.Seq;

/** A Spark session for a test class, and events in it as if they came from Kafka. */
final class LocalSpark implements BeforeAllCallback, AfterAllCallback {

  static final Instant RECEIVED = Instant.parse("2026-02-03T10:15:32.125Z");

  private static final StructType RECORDS =
      new StructType().add("value", DataTypes.BinaryType).add("timestamp", DataTypes.TimestampType);

  private SparkSession spark;

  @Override
  public void beforeAll(ExtensionContext context) {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    spark.stop();
  }

  SparkSession session() {
    return spark;
  }

  Dataset<Row> events(Map<String, Set<String>> fieldsOfRecords, SpecificRecord... events) {
    List<Row> records =
        Arrays.stream(events)
            .map(event -> RowFactory.create(WireMessages.of(1, event), Timestamp.from(RECEIVED)))
            .toList();
    return DecodedEvents.of(
        // Behind an exchange, or the optimizer would compute the rows of a list in its plan.
        spark.createDataFrame(records, RECORDS).repartition(1),
        events[0].getSchema().toString(),
        fieldsOfRecords);
  }

  /** The rows by column; a list of Scala becomes one of Java. */
  static List<Map<String, Object>> collect(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(LocalSpark::byColumn).toList();
  }

  private static Map<String, Object> byColumn(Row row) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.put(row.schema().fields()[i].name(), value instanceof Seq<?> ? row.getList(i) : value);
    }
    return values;
  }
}
