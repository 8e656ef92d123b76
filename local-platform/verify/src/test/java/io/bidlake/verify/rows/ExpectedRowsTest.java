package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Regs;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedRowsTest {

  private static final long NOON = Events.NOON.toEpochMilli() * 1000;

  private final TestKafka kafka = new TestKafka();

  @Test
  void makesARowOfEachPlacementInBothTables() {
    BidRequest request = Events.request("r", 2);
    request.setRegs(Regs.newBuilder().setCoppa(0).setGdpr(1).build());

    Map<Layout, List<Map<String, Object>>> rows = rows(kafka.send(request));

    assertThat(rows).containsOnlyKeys(Layout.BID_REQUESTS, Layout.BID_REQUESTS_ENRICHED);
    assertThat(rows.get(Layout.BID_REQUESTS)).hasSize(2);
    assertThat(texts(rows.get(Layout.BID_REQUESTS_ENRICHED).get(1)))
        .containsEntry("request_id", "r")
        .containsEntry("imp_id", "2")
        .containsEntry("imp_banner_w", "300")
        .containsEntry("imp_banner_h", "252")
        .containsEntry("imp_bidfloor", "0.2")
        .containsEntry("imp_bidfloorcur", "USD")
        .containsEntry("imp_bidfloor_usd", "0.2")
        .containsEntry("site_domain", "news.example")
        .containsEntry("site_cat", "[IAB1, IAB2]")
        .containsEntry("publisher_id", "pub-1")
        .containsEntry("device_type", "4")
        .containsEntry("device_geo_country", "DEU")
        .containsEntry("auction_type", "2")
        .containsEntry("currency", "EUR")
        .containsEntry("is_coppa", "false")
        .containsEntry("is_gdpr", "true")
        .containsEntry("event_timestamp", String.valueOf(NOON))
        .containsEntry("received_at", String.valueOf(NOON + 2_000_000))
        .containsEntry("device_category", "Mobile Web")
        .containsEntry("is_test_traffic", "false")
        .containsEntry("rejection_reason", "null");
  }

  @Test
  void makesOneFlaggedRowOfARequestWithoutPlacement() {
    Map<Layout, List<Map<String, Object>>> rows = rows(kafka.send(Events.request("r", 0)));

    assertThat(rows).containsOnlyKeys(Layout.BID_REQUESTS_ENRICHED);
    assertThat(rows.get(Layout.BID_REQUESTS_ENRICHED)).hasSize(1);
    assertThat(texts(rows.get(Layout.BID_REQUESTS_ENRICHED).get(0)))
        .containsEntry("imp_id", "null")
        .containsEntry("imp_bidfloor", "null")
        .containsEntry("rejection_reason", "MISSING_IMP");
  }

  @Test
  void makesARowOfEachBidAndNoneOfANoBid() {
    assertThat(rows(kafka.send(Events.response("r", "resp", 1, 2))).get(Layout.BID_RESPONSES))
        .hasSize(2);
    assertThat(rows(kafka.send(Events.response("r", "resp")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+292278994-08-17T07:12:55.807Z",
        "-292275055-05-16T16:47:04.192Z",
        "1970-01-01T00:00:00Z",
        "1999-12-31T23:59:59.999Z",
        "2026-02-04T12:00:00.001Z"
      })
  void makesADeadLetterOfAnEventAtATimeThatCannotBe(Instant time) {
    BidRequest request = Events.request("r", 1);
    request.setEventTimestamp(time);

    assertThat(rows(kafka.send(request, Events.NOON))).containsOnlyKeys(Layout.DEAD_LETTERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000-01-01T00:00:00Z", "2026-02-04T12:00:00Z"})
  void makesRowsOfAnEventAtTheFirstAndTheLastTimeThatCanBe(Instant time) {
    BidRequest request = Events.request("r", 1);
    request.setEventTimestamp(time);

    assertThat(rows(kafka.send(request, Events.NOON)))
        .containsOnlyKeys(Layout.BID_REQUESTS, Layout.BID_REQUESTS_ENRICHED);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_770_120_000_000_000L})
  void putsTheEventsTimeInThePlaceOfAnImpossibleOneOfItsRecord(long recordTime) {
    Instant received = Instant.ofEpochMilli(recordTime);
    KafkaEntry good = kafka.send(Events.request("r", 1), received);
    BidRequest early = Events.request("r", 1);
    early.setEventTimestamp(Instant.EPOCH);
    KafkaEntry bad = kafka.send(early, received);

    assertThat(rows(good).get(Layout.BID_REQUESTS).get(0))
        .containsEntry("received_at", Micros.of(Events.NOON));
    assertThat(rows(bad).get(Layout.DEAD_LETTERS).get(0))
        .containsEntry("received_at", Micros.of(Instant.parse("2000-01-01T00:00:00Z")));
  }

  @Test
  void hashesWhatBothSidesHoldToTheSameNumber() {
    Fingerprint fingerprint = new Fingerprint();
    Object[] kafkaRow = {new Utf8("Zürich"), 3, List.of(new Utf8("a")), List.of(), null, 1.5};
    Object[] lakeRow = {"Zürich", 3L, List.of("a"), null, null, 1.5};
    Object[] other = {"Zürich", 3L, null, List.of("a"), null, 1.5};

    assertThat(fingerprint.content(kafkaRow)).isEqualTo(fingerprint.content(lakeRow));
    assertThat(fingerprint.content(kafkaRow)).isNotEqualTo(fingerprint.content(other));
  }

  private Map<Layout, List<Map<String, Object>>> rows(KafkaEntry entry) {
    return TestLake.rowsOf(kafka, List.of(entry));
  }

  private static Map<String, String> texts(Map<String, Object> row) {
    Map<String, String> texts = new java.util.HashMap<>();
    row.forEach((column, value) -> texts.put(column, String.valueOf(value)));
    return texts;
  }
}
