package io.bidlake.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.WindowsResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes a lake with Iceberg's writers, damages it, and looks whether the damage is found. */
class ReconciliationTest {

  /** The offset of the first record that is compared, and its time in ms. */
  private static final long SINCE = 40;

  private final TestKafka kafka = new TestKafka();
  private final TestLake lake = new TestLake();
  private Map<Layout, List<Map<String, Object>>> rows;

  @BeforeEach
  void sendEventsOfEveryKind() {
    List<KafkaEntry> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(kafka.send(Events.request("r" + i, 1 + i % 3)));
      sent.add(kafka.send(Events.response("r" + i, "resp-r" + i, 1.25, 2.5 + i)));
      sent.add(kafka.send(Events.impression("r" + i, "imp-r" + i, 1.1 * i)));
      sent.add(kafka.send(Events.click("r" + i, "click-r" + i)));
    }
    sent.add(kafka.send(Events.request("no-imp", 0)));
    sent.add(kafka.send(testRequest("test")));
    sent.add(kafka.send(Events.response("r1", "no-bid")));
    sent.add(kafka.send(Events.impression("r1", "imp-r1", 1.1)));
    sent.add(kafka.sendBytes(Topics.CLICKS, new byte[] {9, 9, 9}));
    sent.add(kafka.sendBytes(Topics.BID_REQUESTS, null));
    sent.add(kafka.send(Events.notice("r1", "win/resp-r1/1", 1.5)));
    rows = TestLake.rowsOf(kafka, sent);
  }

  @Test
  void passesALakeThatHoldsWhatKafkaHolds() {
    lake.append(rows);

    Report report = verify();

    assertThat(report.verdict())
        .isEqualTo(
            "PASS: 87 Kafka records and 164 rows of 7 tables agree"
                + ", and 0 rows of 0 windowed tables");
    assertThat(report.differences()).isEmpty();
    assertThat(total(report, Layout.of(Tables.IMPRESSIONS)).kafkaDuplicates()).isEqualTo(1);
    assertThat(total(report, Layout.of(Tables.IMPRESSIONS)).lakeDuplicates()).isEqualTo(1);
  }

  @Test
  void passesADeadLetterThatWasSentAgainAndCanBeReadByNow() {
    KafkaEntry sent = kafka.send(Events.click("r1", "mended"));
    lake.append(rows);
    KafkaEntry letter = kafka.bury(sent);
    lake.append(TestLake.rowsOf(kafka, List.of(letter)));

    assertThat(verify().passed()).isTrue();

    KafkaEntry again = kafka.sendBytes(Topics.CLICKS, letter.value());
    assertThat(verify().verdict()).startsWith("FAIL: clicks 1 missing");
    lake.append(TestLake.rowsOf(kafka, List.of(again)));
    assertThat(verify().verdict()).startsWith("PASS: 89 Kafka records and 166 rows");
  }

  @Test
  void ignoresDeadLettersOfOtherJobs() {
    Map<String, Object> others = new HashMap<>(rows.get(Layout.DEAD_LETTERS).get(0));
    others.put("topic", "events.views");
    rows.get(Layout.DEAD_LETTERS).add(others);
    lake.append(rows);

    assertThat(
            verify(new ComparedRows(Optional.empty(), topic -> topic.startsWith("events.")))
                .passed())
        .isTrue();
    assertThat(verify().verdict()).isEqualTo("FAIL: dead_letters 1 unexpected");
  }

  static Stream<Layout> tables() {
    return Scope.ALL.tables().stream();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsALostRow(Layout table) {
    Map<String, Object> lost = rows.get(table).remove(0);
    lake.append(rows);

    Report report = verify();

    assertThat(report.verdict()).isEqualTo("FAIL: " + table + " 1 missing" + money(report, table));
    assertThat(onlyDifference(report).id()).isEqualTo(idOf(table, lost));
    assertThat(onlyDifference(report).what()).startsWith("missing: 1 row in Kafka (");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsARowThatNobodySent(Layout table) {
    Map<String, Object> invented = new HashMap<>(rows.get(table).get(0));
    invented.put(table.columns().get(table.identity().get(0)), "invented");
    rows.get(table).add(invented);
    lake.append(rows);

    Report report = verify();

    assertThat(report.passed()).isFalse();
    assertThat(total(report, table).unexpectedIds()).isEqualTo(1);
    assertThat(onlyDifference(report).id()).startsWith("invented");
    assertThat(onlyDifference(report).what())
        .isEqualTo("unexpected: 1 row in the lake, none in Kafka");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsARowThatWasWrittenTwice(Layout table) {
    rows.get(table).add(rows.get(table).get(0));
    lake.append(rows);

    Report report = verify();

    assertThat(report.passed()).isFalse();
    assertThat(total(report, table).miscountedIds()).isEqualTo(1);
    assertThat(total(report, table).lakeDuplicates())
        .isEqualTo(total(report, table).kafkaDuplicates() + 1);
    assertThat(onlyDifference(report).what()).startsWith("repeated: 1 row in Kafka (");
  }

  @Test
  void findsARepeatedEventThatTheLakeHasOnce() {
    List<Map<String, Object>> impressions = rows.get(Layout.of(Tables.IMPRESSIONS));
    Map<String, Object> repeated = impressions.remove(impressions.size() - 1);
    lake.append(rows);

    Report report = verify();

    assertThat(idOf(Layout.of(Tables.IMPRESSIONS), repeated)).isEqualTo("imp-r1");
    assertThat(total(report, Layout.of(Tables.IMPRESSIONS)).missingIds()).isZero();
    assertThat(total(report, Layout.of(Tables.IMPRESSIONS)).miscountedIds()).isEqualTo(1);
    assertThat(onlyDifference(report).what())
        .isEqualTo("lost: 2 rows in Kafka (impressions-0@6, impressions-0@83), 1 in the lake");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsAWrongTimeOfReceipt(Layout table) {
    change(table, "received_at", TestLake.later(rows.get(table).get(0).get("received_at")));

    Report report = verify();

    assertThat(report.verdict()).isEqualTo("FAIL: " + table + " 1 differing");
    assertThat(onlyDifference(report).what())
        .startsWith("differs: received_at is 2026-02-03T12:00:02");
  }

  @Test
  void findsAWrongPriceAndTheWrongSum() {
    change(Layout.of(Tables.IMPRESSIONS), "win_price", 7.0);

    Report report = verify();

    assertThat(total(report, Layout.of(Tables.IMPRESSIONS)).moneyAgrees()).isFalse();
    assertThat(onlyDifference(report).what())
        .isEqualTo("differs: win_price is 0.0 in Kafka, 7.0 in the lake");
  }

  @Test
  void findsAWrongFloorInUsd() {
    change(Layout.BID_REQUESTS_ENRICHED, "imp_bidfloor_usd", 0.2);

    assertThat(onlyDifference(verify()).what())
        .isEqualTo("differs: imp_bidfloor_usd is 0.1 in Kafka, 0.2 in the lake");
  }

  @Test
  void findsAListThatLostAnElement() {
    change(Layout.BID_REQUESTS, "site_cat", List.of("IAB1"));

    assertThat(onlyDifference(verify()).what())
        .isEqualTo("differs: site_cat is [IAB1, IAB2] in Kafka, [IAB1] in the lake");
  }

  @Test
  void findsAnAlteredDeadLetter() {
    change(Layout.DEAD_LETTERS, "raw_payload", TestLake.bytes(9, 9, 8));

    assertThat(onlyDifference(verify()).what())
        .isEqualTo("differs: raw_payload is 0x090909 in Kafka, 0x090908 in the lake");
  }

  @Test
  void findsAnAcceptedRowThatShouldHaveBeenRejected() {
    rows.get(Layout.BID_REQUESTS_ENRICHED).stream()
        .filter(row -> row.get("request_id").toString().equals("test"))
        .forEach(rows.get(Layout.BID_REQUESTS)::add);
    lake.append(rows);

    assertThat(onlyDifference(verify()).what())
        .isEqualTo(
            "unexpected: 1 row in the lake, none in Kafka;"
                + " by Kafka the request is rejected: TEST_TRAFFIC");
  }

  @Test
  void findsARowInTheWrongHourThoughTheTotalsAgree() {
    Map<String, Object> row = rows.get(Layout.of(Tables.CLICKS)).get(0);
    change(
        Layout.of(Tables.CLICKS),
        "event_timestamp",
        (Long) row.get("event_timestamp") + 3_600_000_000L);

    Report report = verify();

    assertThat(report.passed()).isFalse();
    assertThat(report.tables().get(Scope.ALL.tables().indexOf(Layout.of(Tables.CLICKS))).hours())
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.figures().agree()).isFalse());
  }

  @Test
  void toleratesRecordsAfterTheMarkWhetherTheyHaveArrivedOrNot() {
    List<KafkaEntry> arrived =
        List.of(
            kafka.sendAfterMark(Events.request("late-1", 2)),
            kafka.sendAfterMark(Events.impression("r3", "imp-r3", 3.3)));
    kafka.sendAfterMark(Events.request("late-2", 2));
    kafka.sendAfterMark(Events.impression("r4", "imp-r4", 4.4));
    lake.append(rows);
    lake.append(TestLake.rowsOf(kafka, arrived));

    Report report = verify();

    assertThat(report.verdict()).startsWith("PASS");
    assertThat(total(report, Layout.BID_REQUESTS).kafkaRows())
        .isEqualTo(total(report, Layout.BID_REQUESTS).lakeRows());
  }

  @Test
  void findsAWrongValueInARecordAfterTheMark() {
    KafkaEntry late = kafka.sendAfterMark(Events.impression("late", "imp-late", 1));
    lake.append(rows);
    var arrived = TestLake.rowsOf(kafka, List.of(late));
    arrived.get(Layout.of(Tables.IMPRESSIONS)).get(0).put("win_price", 2.0);
    lake.append(arrived);

    assertThat(onlyDifference(verify()).what())
        .isEqualTo("differs: win_price is 1.0 in Kafka, 2.0 in the lake");
  }

  @Test
  void findsAMissingColumn() {
    lake.append(rows);
    lake.table(Layout.of(Tables.CLICKS)).updateSchema().deleteColumn("click_url").commit();

    Report report = verify();

    assertThat(report.verdict()).isEqualTo("FAIL: table clicks has no column click_url");
  }

  @Test
  void readsATableThatHasGrownAColumn() {
    lake.append(rows);
    lake.table(Layout.of(Tables.CLICKS))
        .updateSchema()
        .addColumn("more", Types.LongType.get())
        .commit();

    assertThat(verify().passed()).isTrue();
  }

  @Test
  void countsAllDifferencesAndShowsTheFirst() {
    rows.get(Layout.BID_RESPONSES).clear();
    lake.append(rows);

    Report report = verify();

    assertThat(total(report, Layout.BID_RESPONSES).missingIds()).isEqualTo(40);
    assertThat(report.differences()).hasSize(RowLedger.SHOWN);
  }

  private void change(Layout table, String column, Object value) {
    rows.get(table).get(0).put(column, value);
    lake.append(rows);
  }

  /** The impression imp-r1 was sent before the time, and again after it. */
  @Test
  void comparesOnlyWhatKafkaReceivedSinceATime() {
    lake.append(rows);
    kafka.dropBefore(SINCE);

    assertThat(verify().verdict()).startsWith("FAIL").contains("unexpected");
    assertThat(verify(since()).verdict())
        .isEqualTo(
            "PASS: 47 Kafka records and 86 rows of 7 tables agree"
                + ", and 0 rows of 0 windowed tables");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void findsALostAndAChangedRowSinceATime(Layout table) {
    List<Map<String, Object>> ofTable = rows.get(table);
    Map<String, Object> lost = ofTable.remove(ofTable.size() - 1);
    lake.append(rows);
    kafka.dropBefore(SINCE);

    Report report = verify(since());
    assertThat(report.verdict()).startsWith("FAIL: " + table + " 1 missing");
    assertThat(onlyDifference(report).id()).isEqualTo(idOf(table, lost));
  }

  @Test
  void saysNothingAboutRowsBeforeTheTime() {
    rows.get(Layout.BID_REQUESTS).get(0).put("publisher_id", "another");
    rows.get(Layout.BID_RESPONSES).remove(0);
    lake.append(rows);

    assertThat(verify(since()).passed()).isTrue();
    assertThat(verify().passed()).isFalse();
  }

  private static ComparedRows since() {
    Instant time = Events.NOON.plusSeconds(2).plusMillis(SINCE);
    return new ComparedRows(Optional.of(time), topic -> false);
  }

  private Report verify() {
    return verify(ComparedRows.ALL);
  }

  private Report verify(ComparedRows compared) {
    PinnedLake pinned = lake.pinned();
    var outcome =
        new Reconciliation(
                Scope.ALL,
                kafka,
                kafka.avro(),
                TestLake.LIMITS,
                TestEnrichments.usual(),
                pinned,
                (entry, event) -> {},
                compared)
            .run();
    return new Report(
        outcome.topics(),
        outcome.tables(),
        new WindowsResult(List.of(), List.of(), 0, 0, List.of()),
        List.of(),
        pinned.problems(),
        outcome.differences(),
        List.of(),
        0,
        null);
  }

  private static BidRequest testRequest(String id) {
    BidRequest request = Events.request(id, 1);
    request.getSite().getPublisher().setId(new Utf8("test-pub"));
    return request;
  }

  private static String money(Report report, Layout table) {
    var total = total(report, table);
    return total.moneyAgrees()
        ? ""
        : ", %s %s instead of %s"
            .formatted(table.moneyColumn(), total.lakeMoney(), total.kafkaMoney());
  }

  private static io.bidlake.verify.report.Report.Figures total(Report report, Layout table) {
    return report.tables().get(Scope.ALL.tables().indexOf(table)).total();
  }

  private static Difference onlyDifference(Report report) {
    assertThat(report.differences()).hasSize(1);
    return report.differences().get(0);
  }

  private static String idOf(Layout table, Map<String, Object> row) {
    return table.idOf(table.columns().stream().map(row::get).toArray());
  }
}
