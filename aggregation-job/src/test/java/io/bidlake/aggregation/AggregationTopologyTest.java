package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AggregationTopologyTest {

  private static final Instant HOUR = Instant.parse("2026-02-03T10:00:00Z");
  private static final long T = HOUR.toEpochMilli();

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final StreamExecutionEnvironment env = environment();
  private final Events events = new Events();

  @Test
  void bringsImpressionsToBothTablesAndTheUncountedToLateEvents() throws Exception {
    AggregationEvent shown = events.impression("i1", "r1", T + 5_000, 2, "seat-1");
    AggregationTopology.Outputs outputs =
        new AggregationTopology(
                AttributeHarness.BOUND, AttributeHarness.LATENESS, TableRows::asDefined)
            .connect(
                stream(events.request("r1", T, "USA"), events.request("r2", T, "DEU")),
                stream(
                    shown,
                    events.copyOf(shown),
                    events.impression("i2", "r1", T + 10_000, 4, "seat-1"),
                    events.impression("i3", "r2", T + 10_000, 1, "seat-2"),
                    events.impression("i4", "nobody", T + 10_000, 8, "seat-2"),
                    events.unpriced("i5", "r2", T + 10_000, "seat-2")));
    var byGeo = outputs.hourlyImpressionsChanges().collectAsync();
    var byBidder = outputs.rollingMetricsChanges().collectAsync();
    var lateEvents = outputs.lateEvents().collectAsync();
    env.executeAsync();

    assertThat(rows(Tables.HOURLY_IMPRESSIONS_BY_GEO, byGeo))
        .extracting(
            row -> row.get("window_start"),
            row -> row.get("device_geo_country"),
            row -> row.get("impression_count"),
            row -> row.get("total_revenue"),
            row -> row.get("avg_win_price"))
        .containsExactlyInAnyOrder(
            tuple(HOUR, "USA", 2L, 0.006, 3.0),
            tuple(HOUR, "DEU", 1L, 0.001, 1.0),
            tuple(HOUR, "UNKNOWN", 1L, 0.008, 8.0));
    assertThat(rows(Tables.ROLLING_METRICS_BY_BIDDER, byBidder))
        .filteredOn(row -> row.get("window_start").equals(HOUR.minusSeconds(240)))
        .extracting(
            row -> row.get("window_end"),
            row -> row.get("bidder_id"),
            row -> row.get("win_count"),
            row -> row.get("revenue"),
            row -> row.get("avg_cpm"))
        .containsExactlyInAnyOrder(
            tuple(HOUR.plusSeconds(60), "seat-1", 2L, 0.006, 3.0),
            tuple(HOUR.plusSeconds(60), "seat-2", 2L, 0.009, 4.5));
    assertThat(rows(Tables.LATE_EVENTS, lateEvents))
        .extracting(
            row -> row.get("table_name"), row -> row.get("reason"), row -> row.get("event_id"))
        .containsExactlyInAnyOrder(
            tuple("hourly_impressions_by_geo", "UNPRICED", "i5"),
            tuple("rolling_metrics_by_bidder", "UNPRICED", "i5"));
  }

  @Test
  void writesTheRowsOfAllFiveWindowsOfAnImpression() throws Exception {
    AggregationTopology.Outputs outputs =
        new AggregationTopology(
                AttributeHarness.BOUND, AttributeHarness.LATENESS, TableRows::asDefined)
            .connect(
                stream(events.request("r1", T, "USA")),
                stream(events.impression("i1", "r1", T + 5_000, 2, "seat-1")));
    var byBidder = outputs.rollingMetricsChanges().collectAsync();
    env.executeAsync();

    assertThat(rows(Tables.ROLLING_METRICS_BY_BIDDER, byBidder))
        .extracting(row -> row.get("window_start"))
        .containsExactly(
            HOUR.minusSeconds(240),
            HOUR.minusSeconds(180),
            HOUR.minusSeconds(120),
            HOUR.minusSeconds(60),
            HOUR);
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    env.getConfig().enableObjectReuse();
    return env;
  }

  private DataStream<AggregationEvent> stream(AggregationEvent... events) {
    return env.fromData(List.of(events), AggregationEvent.TYPE);
  }

  private static List<Map<String, Object>> rows(
      TableDefinition<?> table, CloseableIterator<RowData> rows) {
    List<Map<String, Object>> values = new ArrayList<>();
    rows.forEachRemaining(
        row -> {
          assertThat(row.getRowKind()).isEqualTo(RowKind.INSERT);
          values.add(RowValues.of(table.schema(), row));
        });
    return values;
  }
}
