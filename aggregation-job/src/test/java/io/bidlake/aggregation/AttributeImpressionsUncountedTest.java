package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which events are not counted, and where that is written. */
class AttributeImpressionsUncountedTest {

  private static final long T = Instant.parse("2026-02-03T10:00:00Z").toEpochMilli();
  private static final long LATENESS = AttributeHarness.LATENESS.toMillis();

  private static final String GEO = "hourly_impressions_by_geo";
  private static final String BIDDER = "rolling_metrics_by_bidder";

  private final Events events = new Events();
  private AttributeHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new AttributeHarness();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void writesALateImpressionForBothTables() throws Exception {
    harness.watermark(T + LATENESS + 7);

    harness.send(events.impression("i1", "r1", T, 2.5, "seat-1"));

    assertThat(harness.byCountry()).isEmpty();
    assertThat(harness.byBidder()).isEmpty();
    List<Map<String, Object>> rows = harness.late();
    assertThat(texts(rows))
        .containsExactly(
            GEO + " LATE impressions-1@0 3600007", BIDDER + " LATE impressions-1@0 3600007");
    assertThat(rows.get(0))
        .containsEntry("event_id", "i1")
        .containsEntry("request_id", "r1")
        .containsEntry("event_timestamp", Instant.ofEpochMilli(T))
        .containsEntry("payload", "{\"bidder_id\":\"seat-1\",\"win_price_usd\":2.5}");
  }

  @Test
  void writesALateRequestForTheTableByCountryOnly() throws Exception {
    harness.send(events.impression("i1", "r1", T + 1, 1, "seat-1"));
    harness.byCountry();
    harness.watermark(T + LATENESS);

    harness.send(events.request("r1", T, "USA"));

    assertThat(harness.byCountry()).isEmpty();
    assertThat(texts(harness.late())).containsExactly(GEO + " LATE bid-requests-1@1 3600000");
  }

  @Test
  void countsAnEventOneMillisecondBeforeItIsTooLate() throws Exception {
    harness.watermark(T + LATENESS - 1);

    harness.send(events.impression("i1", "r1", T, 1, "seat-1"), events.request("r1", T, "USA"));

    assertThat(harness.byCountry()).hasSize(3);
    assertThat(harness.late()).isEmpty();
  }

  @Test
  void writesADuplicateThatComesTooLateAsLate() throws Exception {
    AggregationEvent impression = events.impression("i1", "r1", T, 1, "seat-1");
    harness.send(impression);
    harness.watermark(T + LATENESS);
    harness.byCountry();

    harness.send(events.copyOf(impression));

    assertThat(harness.byCountry()).isEmpty();
    assertThat(harness.late()).hasSize(2);
  }

  @Test
  void writesAnEventWithAWrongClock() throws Exception {
    harness.send(
        Events.ahead(events.request("r1", T, "USA")),
        Events.ahead(events.impression("i1", "r1", T, 1, "seat-1")),
        Events.ahead(events.unpriced("i2", "r1", T, "seat-1")));

    assertThat(harness.byCountry()).isEmpty();
    assertThat(harness.byBidder()).isEmpty();
    assertThat(harness.states()).isZero();
    assertThat(texts(harness.late()))
        .containsExactly(
            GEO + " AHEAD bid-requests-1@0 null",
            GEO + " AHEAD impressions-1@1 null",
            BIDDER + " AHEAD impressions-1@1 null",
            GEO + " AHEAD impressions-1@2 null",
            BIDDER + " AHEAD impressions-1@2 null");
  }

  @Test
  void writesAnImpressionWithoutPriceAndCountsItsPricedCopy() throws Exception {
    harness.send(events.unpriced("i1", "r1", T, "seat-1"));

    assertThat(harness.byBidder()).isEmpty();
    assertThat(harness.states()).isZero();
    assertThat(texts(harness.late()))
        .containsExactly(
            GEO + " UNPRICED impressions-1@0 null", BIDDER + " UNPRICED impressions-1@0 null");

    harness.send(events.impression("i1", "r1", T, 1, "seat-1"));
    assertThat(harness.byBidder()).hasSize(1);
  }

  @Test
  void writesAnUnpricedImpressionThatIsLateAsLate() throws Exception {
    harness.watermark(T + LATENESS);

    harness.send(events.unpriced("i1", "r1", T, "seat-1"));

    assertThat(harness.late()).extracting(row -> row.get("reason")).containsOnly("LATE");
  }

  @Test
  void writesImpressionsBeyondWhatARequestCanHave() throws Exception {
    List<AggregationEvent> crowd = new ArrayList<>();
    for (int i = 0; i < RequestImpressions.MOST_IMPRESSIONS; i++) {
      crowd.add(events.impression("i" + i, "r1", T, 1, "seat-1"));
    }
    harness.send(crowd.toArray(AggregationEvent[]::new));
    assertThat(harness.late()).isEmpty();

    harness.send(events.impression("one-more", "r1", T, 1, "seat-1"));
    assertThat(texts(harness.late()))
        .containsExactly(
            GEO + " CROWDED impressions-1@1000 null", BIDDER + " CROWDED impressions-1@1000 null");

    harness.send(events.copyOf(crowd.get(0)), events.request("r1", T, "USA"));
    assertThat(harness.late()).isEmpty();
    assertThat(harness.byBidder()).hasSize(RequestImpressions.MOST_IMPRESSIONS);
    assertThat(harness.byCountry()).hasSize(3 * RequestImpressions.MOST_IMPRESSIONS);
  }

  @Test
  void isLateAfterARestartWhatWasLateBeforeIt() throws Exception {
    AggregationEvent impression = events.impression("i1", "r1", T, 1, "seat-1");
    harness.send(impression);
    harness.watermark(T + LATENESS);
    assertThat(harness.states()).isZero();
    OperatorSubtaskState snapshot = harness.snapshot();
    harness.close();

    harness = new AttributeHarness(snapshot);
    harness.send(events.copyOf(impression));

    assertThat(harness.byBidder()).isEmpty();
    assertThat(texts(harness.late()))
        .containsExactly(
            GEO + " LATE impressions-1@1 3600000", BIDDER + " LATE impressions-1@1 3600000");
  }

  private static List<String> texts(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row ->
                "%s %s %s-%s@%s %s"
                    .formatted(
                        row.get("table_name"),
                        row.get("reason"),
                        row.get("topic"),
                        row.get("partition"),
                        row.get("offset"),
                        row.get("lateness_ms")))
        .toList();
  }
}
