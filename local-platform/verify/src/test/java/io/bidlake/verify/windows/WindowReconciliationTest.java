package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.tables.Tables;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.compare.ComparedRows;
import io.bidlake.verify.compare.Reconciliation;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.report.WindowsResult.WindowResult;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.Traffic;
import io.bidlake.verify.truth.WindowTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From records in Kafka and rows in files to what is said about them. */
class WindowReconciliationTest {

  private static final List<WindowTable> AUCTION =
      WindowTable.ALL.stream().filter(table -> table.job().equals("auction")).toList();

  private static final Instant NOON = Events.NOON;

  private final TestKafka kafka = new TestKafka();
  private final TestLake lake = new TestLake();
  private List<String> remarks = List.of();

  @BeforeEach
  void anHourWithOneFunnelAndTheJobsFarBeyondIt() {
    send(Events.request("r", 1), NOON);
    send(Events.response("r", "resp-r", 1.0), NOON);
    send(impression("r", "i", 2.0, "EUR"), NOON);
    BidRequest later = Events.request("later", 1);
    later.setEventTimestamp(NOON.plus(Duration.ofHours(3)));
    send(later, NOON.plus(Duration.ofHours(3)));
    lake.append(
        Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(geo("DEU", 1, 0.00232)));
    for (int minute = -4; minute <= 0; minute++) {
      lake.append(Layout.ofWindows(Tables.ROLLING_METRICS_BY_BIDDER), List.of(bidder(minute)));
    }
    lake.append(Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER), List.of(funnel(1, 1, 1, 0)));
    // The other tables are compared in the same way; AuctionTruthTest has what is in them.
    AUCTION.forEach(table -> lake.catalog().dropTable(TableIdentifier.of("db", table.name())));
  }

  private static List<String> problems(PinnedLake pinned) {
    return pinned.problems().stream()
        .filter(problem -> !problem.contains("the auction job creates it when it starts"))
        .toList();
  }

  @Test
  void passesTablesThatSayWhatKafkaSays() {
    WindowsResult result = compare();

    assertThat(result.differences()).isEmpty();
    assertThat(result.agree()).isTrue();
    assertThat(result.tables())
        .containsExactly(
            new WindowResult("hourly_impressions_by_geo", 1, 1, 3, 0, 0, 0, 0, 0, 0, 0),
            new WindowResult("rolling_metrics_by_bidder", 5, 5, 20, 0, 0, 0, 0, 0, 0, 0),
            new WindowResult("hourly_funnel_by_publisher", 1, 2, 7, 0, 0, 0, 0, 1, 0, 0));
  }

  /** As before their tables take the place of those that are wrong. */
  @Test
  void comparesWhatJobsHaveCountedIntoAnotherNamespace() {
    ((SupportsNamespaces) lake.catalog()).createNamespace(Namespace.of("replay"));
    WindowTable.creators().keySet().stream()
        .filter(layout -> AUCTION.stream().noneMatch(table -> table.layout().equals(layout)))
        .forEach(
            layout ->
                lake.catalog()
                    .renameTable(
                        TableIdentifier.of(Tables.NAMESPACE, layout.name()),
                        TableIdentifier.of("replay", layout.name())));

    WindowsResult result = compare(lake.pinned(Scope.ALL, "replay"));

    assertThat(result.tables()).hasSize(3);
    assertThat(result.agree()).isTrue();
    assertThat(problems(lake.pinned(Scope.ALL, "replay"))).isEmpty();
    assertThat(lake.pinned().problems()).hasSize(WindowTable.ALL.size() + 1);
  }

  @Test
  void comparesTheRowsOfTheTopicAsWell() {
    long now = Micros.of(NOON);
    assertThat(published(now, serving(0.00232)))
        .isEqualTo(new WindowResult("topic spend", 1, 1, 4, 0, 0, 0, 0, 0, 0, 0));
    assertThat(published(now, serving(0.002)).differing()).isEqualTo(1);
    assertThat(published(now).missing()).isEqualTo(1);
    assertThat(published(now + 1).open()).as("of a topic that lost its first records").isEqualTo(1);
  }

  private WindowResult published(long from, Object[]... rows) {
    var published = Optional.of(new PublishedRows("spend", List.of(rows), from, List.of()));
    return compare(lake.pinned(), published).tables().get(3);
  }

  private static Object[] serving(double spend) {
    return new Object[] {Micros.of(NOON), "UNKNOWN", "pub-1", 1L, 0L, spend, 0.0};
  }

  @Test
  void readsRowsWithDeletesApplied() {
    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("DEU", 9, 9));
    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("DEU", 1, 0.00232));
    lake.append(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(geo("FRA", 1, 1)));
    lake.delete(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("FRA", 1, 1));
    lake.appendAndDelete(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("GBR", 1, 1));

    WindowsResult result = compare();

    assertThat(result.differences()).isEmpty();
    assertThat(result.tables().get(0))
        .isEqualTo(new WindowResult("hourly_impressions_by_geo", 1, 1, 3, 0, 0, 0, 0, 0, 0, 4));
  }

  @Test
  void findsAWrongNumberAfterACorrection() {
    lake.upsert(Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER), funnel(1, 1, 1, 1));

    assertThat(compare().differences())
        .extracting(WindowDifference::column, WindowDifference::expected, WindowDifference::actual)
        .containsExactly(tuple("clicks", "0", "1"), tuple("ctr", "0.0", "1.0"));
  }

  @Test
  void expectsAResponseOfEachBidderThatUsesTheSameId() {
    BidResponse other = Events.response("r", "resp-r", 1.0);
    other.getSeatbid().get(0).setSeat(new Utf8("seat-2"));
    send(other, NOON);
    send(other, NOON);

    assertThat(compare().differences())
        .extracting(WindowDifference::column, WindowDifference::expected)
        .containsExactly(
            tuple("bid_responses", "2"), tuple("fill_rate", "2.0"), tuple("win_rate", "0.5"));
  }

  @Test
  void findsTwoRowsForOneKey() {
    lake.append(
        Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(geo("DEU", 1, 0.00232)));

    assertThat(compare().tables().get(0).repeated()).isEqualTo(1);
  }

  @Test
  void findsARowThatWasNotWritten() {
    lake.delete(Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER), funnel(1, 1, 1, 0));

    WindowsResult result = compare();

    assertThat(result.agree()).isFalse();
    assertThat(result.tables().get(2).missing()).isEqualTo(1);
  }

  @Test
  void findsARowInAWindowThatBeginsBetweenTwoWindows() {
    Map<String, Object> row = geo("DEU", 1, 0.00232);
    row.put("window_start", Micros.of(NOON) + 1);
    lake.append(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(row));

    assertThat(compare().tables().get(0).unexpected()).isEqualTo(1);
  }

  @Test
  void doesNotExpectWhatStandsInLateEvents() {
    KafkaEntry late = send(impression("r", "late", 7.0, "USD"), NOON);
    lake.append(
        Layout.LATE_EVENTS,
        List.of(
            lateEvent(Tables.HOURLY_IMPRESSIONS_BY_GEO.name(), late, "late", 3_600_000L),
            lateEvent(Tables.ROLLING_METRICS_BY_BIDDER.name(), late, "late", 3_600_000L)));

    WindowsResult result = compare();

    assertThat(result.tables().subList(0, 2)).allMatch(WindowResult::agrees);
    assertThat(result.tables().get(2).agrees()).isFalse();
    assertThat(result.lateEventFaults()).isZero();
    assertThat(result.lateEvents())
        .containsExactly(
            new UncountedCount("hourly_impressions_by_geo", "LATE", 1),
            new UncountedCount("rolling_metrics_by_bidder", "LATE", 1));
  }

  @Test
  void findsAnEventThatIsInLateEventsWithoutBeingLate() {
    KafkaEntry late = send(impression("r", "late", 7.0, "USD"), NOON);
    lake.append(
        Layout.LATE_EVENTS,
        List.of(lateEvent("hourly_impressions_by_geo", late, "late", 3_599_999L)));

    WindowsResult result = compare();

    assertThat(result.lateEventFaults()).isEqualTo(1);
    assertThat(result.differences())
        .filteredOn(difference -> difference.table().equals("late_events"))
        .singleElement()
        .extracting(WindowDifference::key)
        .isEqualTo("impressions-0@%d for hourly_impressions_by_geo".formatted(late.offset()));
  }

  @Test
  void leavesOutAnEventThatIsMoreThanAnHourAheadOfKafka() {
    Impression onTime = impression("r", "on time", 2.0, "EUR");
    Impression ahead = impression("r", "ahead", 2.0, "EUR");
    Instant hourBefore = onTime.getEventTimestamp().minus(Duration.ofHours(1));
    send(onTime, hourBefore);
    KafkaEntry wrong = send(ahead, hourBefore.minusMillis(1));

    WindowsResult result = compare();

    assertThat(result.differences())
        .extracting(WindowDifference::column, WindowDifference::expected)
        .contains(tuple("impression_count", "2"))
        .contains(tuple("row", "AHEAD"));
    assertThat(result.differences())
        .filteredOn(difference -> difference.table().equals("late_events"))
        .allMatch(difference -> difference.key().startsWith("impressions-0@" + wrong.offset()));
  }

  @Test
  void believesTheClockOfAJobWhereProducersSetTheTimesOfRecords() {
    kafka.letProducersStamp();
    Instant wrong = NOON.plus(Duration.ofHours(30));
    KafkaEntry ahead = send(clickAt(wrong), wrong);
    lake.append(
        Layout.LATE_EVENTS,
        List.of(
            uncounted("AHEAD", "hourly_funnel_by_publisher", ahead),
            uncounted("AHEAD", "serving_by_minute", ahead)));

    WindowsResult result = compare();

    assertThat(result.differences()).isEmpty();
    // The clock that is ahead does not say that the hour of the later request is over.
    assertThat(result.tables().get(2).open()).isEqualTo(1);
  }

  @Test
  void doesNotBelieveTheClockOfAJobThatWentBack() {
    kafka.letProducersStamp();
    send(clickAt(NOON.plus(Duration.ofMinutes(2))), NOON);
    KafkaEntry older = send(clickAt(NOON.plus(Duration.ofMinutes(1))), NOON);
    lake.append(
        Layout.LATE_EVENTS, List.of(uncounted("AHEAD", "hourly_funnel_by_publisher", older)));

    assertThat(compare().differences())
        .extracting(WindowDifference::column, WindowDifference::actual)
        .contains(tuple("reason", "AHEAD"));
  }

  @Test
  void doesNotBelieveTheClockOfAJobWhereTheBrokerSetsTheTimesOfRecords() {
    KafkaEntry ahead =
        send(clickAt(NOON.plus(Duration.ofHours(30))), NOON.plus(Duration.ofHours(30)));
    lake.append(
        Layout.LATE_EVENTS, List.of(uncounted("AHEAD", "hourly_funnel_by_publisher", ahead)));

    assertThat(compare().differences())
        .extracting(WindowDifference::column, WindowDifference::actual)
        .contains(tuple("reason", "AHEAD"));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_770_120_000_000_000_000L})
  void judgesEventsOfRecordsWithImpossibleTimes(long recordTime) {
    kafka.letProducersStamp();
    send(impression("r", "i", 2.0, "EUR"), Instant.ofEpochMilli(recordTime));
    send(clickAt(Instant.ofEpochMilli(recordTime)), Instant.ofEpochMilli(recordTime));

    assertThat(compare().differences()).isEmpty();
  }

  @Test
  void acceptsRowsWithAndWithoutARecordAfterTheMark() {
    kafka.sendAfterMark(impression("r", "new", 5.0, "USD"), NOON);

    WindowsResult without = compare();
    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("DEU", 2, 0.00732));
    WindowsResult with = compare();

    assertThat(without.agree()).isTrue();
    assertThat(without.tables().get(0).inFlight()).isEqualTo(1);
    assertThat(with.agree()).isTrue();
    assertThat(with.tables().get(0).inFlight()).isZero();
    assertThat(with.tables().get(1).inFlight()).isEqualTo(5);
  }

  @Test
  void comparesWhatThereIsWhenATableIsMissing() {
    lake.catalog().dropTable(TableIdentifier.of("db", "late_events"));
    lake.catalog().dropTable(TableIdentifier.of("db", "rolling_metrics_by_bidder"));

    assertThat(compare().tables())
        .extracting(WindowResult::table)
        .containsExactly("hourly_impressions_by_geo", "hourly_funnel_by_publisher");
    assertThat(problems(lake.pinned()))
        .containsExactly(
            "table db.rolling_metrics_by_bidder does not exist:"
                + " the aggregation job creates it when it starts",
            "table db.late_events does not exist: the aggregation job and the funnel job and the"
                + " auction job create it when they start");
  }

  @Test
  void comparesNothingWithATableThatLacksAColumn() {
    lake.table(Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER))
        .updateSchema()
        .deleteColumn("ctr")
        .commit();

    assertThat(compare().tables()).hasSize(2);
    assertThat(problems(lake.pinned()))
        .containsExactly("table hourly_funnel_by_publisher has no column ctr");
  }

  @Test
  void survivesAnEventFromTheEndOfTime() {
    BidRequest request = Events.request("beyond", 1);
    request.setEventTimestamp(Instant.ofEpochMilli(Long.MAX_VALUE / 1000));
    send(request, NOON);

    assertThat(compare().agree()).isTrue();
  }

  @Test
  void leavesOutWindowsThatMayHaveEventsOfBeforeTheTime() {
    Map<String, Object> ofDropped = geo("FRA", 1, 1.0);
    ofDropped.put("window_start", Micros.of(NOON.minus(Duration.ofHours(4))));
    lake.append(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(ofDropped));
    Known known = since(NOON.minus(Duration.ofHours(3)));

    assertThat(compare().agree()).isFalse();
    WindowsResult result = compare(known);
    assertThat(result.differences()).isEmpty();
    assertThat(result.agree()).isTrue();
    assertThat(remarks)
        .contains(
            "hourly_impressions_by_geo is compared from windows of 2026-02-03T11:01:15Z on;"
                + " 1 rows of earlier ones are left out");

    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("DEU", 9, 9));
    assertThat(compare(known).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.time().equals(NOON));
  }

  @Test
  void saysThatItComparesNoWindowIfTheTimeIsTooLate() {
    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo("DEU", 9, 9));

    assertThat(compare(since(NOON.minus(Duration.ofHours(1)))).agree()).isTrue();
    assertThat(remarks)
        .contains(
            "hourly_impressions_by_geo is compared from windows of 2026-02-03T13:01:15Z on;"
                + " 1 rows of earlier ones are left out");
  }

  @Test
  void doesNotExpectAnEventInLateEventsWhoseParentMayBeOfBeforeTheTime() {
    Click orphan = clickAt(NOON.plusSeconds(1));
    orphan.setImpressionId(new Utf8("gone"));
    send(orphan, NOON.plusSeconds(2));

    assertThat(compare().lateEventFaults()).isEqualTo(1);
    assertThat(compare(since(NOON.minusSeconds(1))).lateEventFaults()).isZero();
    assertThat(compare(since(NOON.minus(Duration.ofHours(3)))).lateEventFaults()).isEqualTo(1);
  }

  @Test
  void knowsLateEventsThatAreGoneFromKafkaByTheirRowsOnly() {
    KafkaEntry dropped = send(Events.impression("r", "late", 1), NOON.minus(Duration.ofHours(5)));
    kafka.drop(dropped);
    lake.append(
        Layout.LATE_EVENTS,
        List.of(lateEvent("hourly_funnel_by_publisher", dropped, "late", 3_600_000L)));

    assertThat(compare().lateEventFaults()).isEqualTo(1);
    Known known =
        new Known(
            Optional.of(NOON.minus(Duration.ofHours(3)).toEpochMilli()),
            Map.of(new TopicPartition("impressions", 0), dropped.offset() + 1));
    assertThat(compare(known).lateEventFaults()).isZero();
  }

  private static Known since(Instant time) {
    return new Known(Optional.of(time.toEpochMilli()), Map.of());
  }

  private KafkaEntry send(SpecificRecord event, Instant receivedAt) {
    return kafka.send(event, receivedAt);
  }

  private WindowsResult compare() {
    return compare(lake.pinned());
  }

  private WindowsResult compare(PinnedLake pinned) {
    return compare(pinned, Optional.empty());
  }

  private WindowsResult compare(PinnedLake pinned, Optional<PublishedRows> published) {
    return compare(pinned, published, Known.ALL);
  }

  private WindowsResult compare(Known known) {
    return compare(lake.pinned(), Optional.empty(), known);
  }

  private WindowsResult compare(PinnedLake pinned, Optional<PublishedRows> published, Known known) {
    CurrencyRates rates = CurrencyRates.read(Optional.empty());
    try (var windows =
        new WindowReconciliation(Traffic.RULES, TestLake.LIMITS, rates, pinned, published, known)) {
      new Reconciliation(
              Scope.ALL,
              kafka,
              kafka.avro(),
              TestLake.LIMITS,
              TestEnrichments.usual(),
              pinned,
              windows,
              ComparedRows.ALL)
          .run();
      WindowsResult result = windows.compare();
      remarks = windows.remarks();
      return result;
    }
  }

  private static Impression impression(String request, String id, double price, String currency) {
    Impression impression = Events.impression(request, id, price);
    impression.setWinCurrency(new Utf8(currency));
    return impression;
  }

  private static Click clickAt(Instant time) {
    Click click = Events.click("r", "c");
    click.setImpressionId(new Utf8("i"));
    click.setEventTimestamp(time);
    return click;
  }

  private static Map<String, Object> uncounted(String reason, String table, KafkaEntry click) {
    Map<String, Object> row = lateEvent(table, click, "c", null);
    row.put("reason", reason);
    row.put("topic", "clicks");
    row.put("event_timestamp", Micros.ofMillis(click.timestamp()));
    return row;
  }

  private static Map<String, Object> geo(String country, long count, double revenue) {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", Micros.of(NOON));
    row.put("device_geo_country", country);
    row.put("impression_count", count);
    row.put("total_revenue", revenue);
    row.put("avg_win_price", revenue * 1000 / count);
    return row;
  }

  private static Map<String, Object> bidder(int minute) {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", Micros.of(NOON.plus(Duration.ofMinutes(minute))));
    row.put("window_end", Micros.of(NOON.plus(Duration.ofMinutes(minute + 5))));
    row.put("bidder_id", "seat-1");
    row.put("win_count", 1L);
    row.put("revenue", 0.00232);
    row.put("avg_cpm", 2.32);
    return row;
  }

  private static Map<String, Object> funnel(
      long requests, long responses, long impressions, long clicks) {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", Micros.of(NOON));
    row.put("publisher_id", "pub-1");
    row.put("bid_requests", requests);
    row.put("bid_responses", responses);
    row.put("impressions", impressions);
    row.put("clicks", clicks);
    row.put("fill_rate", (double) responses / requests);
    row.put("win_rate", (double) impressions / responses);
    row.put("ctr", (double) clicks / impressions);
    return row;
  }

  private static Map<String, Object> lateEvent(
      String table, KafkaEntry record, String id, Long lateness) {
    Map<String, Object> row = new HashMap<>();
    row.put("table_name", table);
    row.put("reason", "LATE");
    row.put("topic", "impressions");
    row.put("partition", 0);
    row.put("offset", record.offset());
    row.put("event_id", id);
    row.put("request_id", "r");
    row.put("event_timestamp", Micros.of(NOON.plusSeconds(1)));
    row.put("lateness_ms", lateness);
    row.put("payload", "{}");
    return row;
  }
}
