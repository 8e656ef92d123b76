package io.bidlake.auction;

import static io.bidlake.auction.Facts.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.domain.RejectionReason;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.Totals;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.tables.AuctionCounts.Quality;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What events, their copies and dead letters add to hourly_event_quality. */
class EventQualityTest {

  private static final long MINUTE = 60_000;
  private static final long HOURS = 60 * MINUTE;
  private static final int AUCTIONS = 500;
  private static final TableRows<?> LATE_EVENTS = TableRows.asDefined(Tables.LATE_EVENTS);

  private KeyedOneInputStreamOperatorTestHarness<EventId, AuctionEvent, Contribution> job;

  @BeforeEach
  void start() throws Exception {
    job = newJob();
    job.open();
  }

  @AfterEach
  void stop() throws Exception {
    job.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<EventId, AuctionEvent, Contribution>
      newJob() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new FollowAuction(
                Facts.BOUNDS, Duration.ofHours(1), TableRows.asDefined(Tables.LATE_EVENTS))),
        AuctionEvent::key,
        EventId.TYPE);
  }

  private static AuctionEvent event(String requestId, Fact fact, long delay) {
    AuctionEvent event = new AuctionEvent();
    event.topic = (byte) topicOf(fact).code();
    event.requestId = EventId.of(requestId);
    event.id = idOf(fact);
    event.time = fact.time();
    event.receivedAt = fact.time() + delay;
    event.fact = fact;
    return event;
  }

  private static Topic<?> topicOf(Fact fact) {
    if (fact instanceof Outcome outcome) {
      return outcome.kind() == Kind.IMPRESSION
          ? Topics.IMPRESSIONS
          : outcome.kind() == Kind.CLICK ? Topics.CLICKS : Topics.NOTICES;
    }
    return fact instanceof Request ? Topics.BID_REQUESTS : Topics.BID_RESPONSES;
  }

  private static EventId idOf(Fact fact) {
    return fact instanceof Outcome outcome
        ? outcome.id()
        : fact instanceof Response response ? response.id() : Facts.ID;
  }

  private static AuctionEvent deadLetter(Topic<?> topic, Reason reason, long time) {
    AuctionEvent letter = AuctionEvent.ofDeadLetter(reason);
    letter.topic = (byte) topic.code();
    letter.id = EventId.of("3@42");
    letter.time = HOUR + time;
    letter.receivedAt = letter.time;
    return letter;
  }

  private void add(String requestId, Fact fact) throws Exception {
    add(event(requestId, fact, 20));
  }

  /** Adds an event as it comes from the network. */
  private void add(AuctionEvent event) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    event.write(out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    AuctionEvent received = new AuctionEvent();
    received.read(in);
    job.processElement(new StreamRecord<>(received));
    assertThat(in.available()).isZero();
  }

  /** The totals of all rows, such as {@code 0 clicks} for clicks in the first hour. */
  private Map<String, Totals> totals() {
    Map<String, Totals> rows = new TreeMap<>();
    var changes = job.getSideOutput(AuctionTable.QUALITY.tag());
    if (changes != null) {
      for (StreamRecord<Contribution> each : changes) {
        Contribution change = each.getValue();
        String row = (change.slice - HOUR) / HOURS + " " + change.key;
        rows.computeIfAbsent(row, name -> Totals.none()).add(change.totals);
      }
    }
    rows.values().removeIf(Totals::isNothing);
    return rows;
  }

  /** The columns of a row that are not 0, without its key and the delays. */
  private Map<String, Object> row(String name) {
    Map<String, Object> columns = columns(name);
    columns.keySet().removeIf(column -> column.startsWith("delay"));
    return columns;
  }

  private Map<String, Object> columns(String name) {
    WindowChange row = new WindowChange();
    row.key = name;
    row.totals = totals().getOrDefault(name, Totals.none());
    Map<String, Object> columns = new LinkedHashMap<>();
    Tables.HOURLY_EVENT_QUALITY.columns().stream()
        .skip(2)
        .forEach(
            column -> {
              Object value = column.value().of(row);
              if (value != null && ((Number) value).doubleValue() != 0) {
                columns.put(column.name(), value);
              }
            });
    return columns;
  }

  private List<String> lateEvents() {
    var rows = job.getSideOutput(LATE_EVENTS.tag());
    return rows == null
        ? List.of()
        : rows.stream().map(StreamRecord::getValue).map(EventQualityTest::text).toList();
  }

  private static String text(Object row) {
    RowData late = (RowData) row;
    return "%s %s %s %s %s"
        .formatted(
            late.getString(0),
            late.getString(1),
            late.getString(5),
            late.isNullAt(8) ? null : late.getLong(8),
            late.getString(9));
  }

  @Test
  void countsCopiesInTheirOwnHoursAndTheEarliestAsDistinct() throws Exception {
    add("r", Facts.click("k", "i", HOURS));
    add("r", Facts.click("k", "i", HOURS - 1));
    add("r", Facts.click("k", "i", HOURS - 1));

    assertThat(row("0 clicks"))
        .isEqualTo(
            Map.of(
                "events", 2L,
                "distinct_events", 1L,
                "duplicates", 1L,
                "duplicate_rate", 0.5,
                "orphans", 1L));
    assertThat(row("1 clicks"))
        .isEqualTo(Map.of("events", 1L, "duplicates", 1L, "duplicate_rate", 1.0));
  }

  @Test
  void takesBackOrphansWhenTheirRequestComes() throws Exception {
    add("r", Facts.click("k", "i", 75_000));
    add("r", Facts.impression("i", "p", 15_000, "1", "a", 1));
    add("r", Facts.response("p", 5_000, null, Facts.bid("a", "1", 2, "c")));
    add("r", Facts.notice(Kind.WIN, "w", HOURS, "1", "a", 1));
    assertThat(totals().values()).hasSize(4).allMatch(row -> row.count(Quality.ORPHANS) == 1);

    add("r", Facts.request());

    assertThat(totals().values()).hasSize(5).allMatch(row -> row.count(Quality.ORPHANS) == 0);
  }

  @Test
  void takesForAnOrphanWhatIsBeyondTheBound() throws Exception {
    add("r", Facts.request());
    add("r", Facts.response("p", 5_001, null));
    add("r", Facts.notice(Kind.WIN, "w", HOURS + 1, "1", "a", 1));
    add("r", Facts.notice(Kind.WIN, "early", -1, "1", "a", 1));

    assertThat(row("0 bid-responses")).containsEntry("orphans", 1L);
    assertThat(row("1 notices")).containsEntry("orphans", 1L);
    assertThat(row("0 bid-requests")).doesNotContainKey("orphans");
  }

  @Test
  void countsEachCopyOfARejectedRequest() throws Exception {
    for (int i = 0; i < 2; i++) {
      AuctionEvent request = event("r", Facts.request(), 0);
      request.rejection = RejectionReason.TEST_TRAFFIC;
      add(request);
    }

    assertThat(row("0 bid-requests"))
        .containsEntry("distinct_events", 1L)
        .containsEntry("rejected_requests", 2L)
        .containsEntry("rejected_test_traffic", 2L);
  }

  @Test
  void countsWhatHasNoRequestIdAndKeepsOnlyWhatWasServed() throws Exception {
    for (int i = 0; i < 2; i++) {
      add("", Facts.request());
      add("", Facts.response("p", 0, null));
      add("", Facts.notice(Kind.WIN, "w", 0, "1", "a", 1));
      add("", Facts.impression("i", "p", 0, "1", "a", 1));
      add("", Facts.click("k", "i", 0));
    }

    assertThat(row("0 bid-requests")).isEqualTo(Map.of("events", 2L, "distinct_events", 2L));
    assertThat(row("0 bid-responses"))
        .isEqualTo(Map.of("events", 2L, "distinct_events", 2L, "orphans", 2L));
    assertThat(row("0 notices")).isEqualTo(row("0 bid-responses"));
    assertThat(row("0 impressions"))
        .isEqualTo(
            Map.of(
                "events", 2L,
                "distinct_events", 1L,
                "duplicates", 1L,
                "duplicate_rate", 0.5,
                "orphans", 1L));
    assertThat(row("0 clicks")).isEqualTo(row("0 impressions"));
    assertThat(job.numKeyedStateEntries()).isEqualTo(2);
  }

  @Test
  void knowsTheDelayWithin1PercentAndThatAClockIsAhead() throws Exception {
    for (long delay : new long[] {-7, 0, 1, 20, 45_678}) {
      add(event("r" + delay, Facts.request(), delay));
    }
    assertThat(columns("0 bid-requests")).containsEntry("ahead_of_time", 1L);
    assertThat((double) columns("0 bid-requests").get("delay_ms_p50")).isBetween(0.99, 1.01);
    assertThat((double) columns("0 bid-requests").get("delay_ms_p99"))
        .isBetween(45_678 * 0.99, 45_678 * 1.01);
  }

  @Test
  void takesAVeryLongDelayForTheLongest() throws Exception {
    add(event("r", Facts.request(), 100 * 365 * 24 * HOURS));

    assertThat((double) columns("0 bid-requests").get("delay_ms_p99"))
        .isBetween(Quality.LONGEST_DELAY * 0.99, Quality.LONGEST_DELAY * 1.01);
  }

  @Test
  void countsDeadLettersByReasonAndKeepsNothing() throws Exception {
    add(deadLetter(Topics.CLICKS, Reason.MALFORMED, 0));
    add(deadLetter(Topics.CLICKS, Reason.MALFORMED, 0));
    add(deadLetter(Topics.CLICKS, Reason.EMPTY, HOURS));

    assertThat(row("0 clicks")).isEqualTo(Map.of("dead_letters", 2L, "dead_letters_malformed", 2L));
    assertThat(row("1 clicks")).isEqualTo(Map.of("dead_letters", 1L, "dead_letters_empty", 1L));
    assertThat(job.numKeyedStateEntries()).isZero();
  }

  @Test
  void countsWhatIsLateInTheHourThatItHasReached() throws Exception {
    job.processWatermark(new Watermark(HOUR + 3 * HOURS - 1));
    add("r", Facts.click("k", "i", 0));
    add(deadLetter(Topics.CLICKS, Reason.MALFORMED, 7));
    add("r", Facts.click("in time", "i", 2 * HOURS));

    assertThat(row("2 clicks"))
        .isEqualTo(Map.of("events", 1L, "distinct_events", 1L, "orphans", 1L, "late_events", 2L));
    assertThat(totals()).containsOnlyKeys("2 clicks");
    assertThat(lateEvents())
        .containsExactlyInAnyOrder(
            "serving_by_minute LATE k 10799999 {\"kind\":\"CLICK\",\"bidder_id\":null}",
            "hourly_event_quality LATE k 10799999 {\"kind\":\"CLICK\",\"bidder_id\":null}",
            "hourly_event_quality LATE 3@42 10799992 {\"dead_letter\":\"MALFORMED\"}");
  }

  @Test
  void canChangeTheWindowThatItHasReachedWhateverTheBounds() {
    AuctionBounds none = new AuctionBounds(0, 0, 0, 0);

    assertThat(AuctionTable.QUALITY.windows(none, Duration.ZERO).canChange(HOUR, HOUR + HOURS - 1))
        .isTrue();
  }

  @Test
  void namesADeadLetterWhoseTimeIsAheadAndDoesNotCountIt() throws Exception {
    AuctionEvent letter = deadLetter(Topics.CLICKS, Reason.MALFORMED, 0);
    letter.ahead = true;
    add(letter);

    assertThat(totals()).isEmpty();
    assertThat(lateEvents())
        .containsExactly("hourly_event_quality AHEAD 3@42 null {\"dead_letter\":\"MALFORMED\"}");
  }

  @Test
  void doesNotAdvanceTimeByADeadLetter() {
    AuctionEvent ahead = event("r", Facts.request(), 0);
    ahead.ahead = true;

    assertThat(event("r", Facts.request(), 0).advancesTime()).isTrue();
    assertThat(ahead.advancesTime()).isFalse();
    assertThat(deadLetter(Topics.CLICKS, Reason.EMPTY, 0).advancesTime()).isFalse();
  }

  @Test
  void countsNothingOfARequestThatAnOlderReleaseHasBegunToCount() throws Exception {
    KeyedStateBackend<EventId> states = job.getOperator().getKeyedStateBackend();
    states.setCurrentKey(EventId.of("r"));
    states
        .getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>(
                "request", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))
        .update(HexFormat.of().parseHex(AuctionBytesTest.RELEASED_2));

    add("r", Facts.click("new", "i", 0));
    add("r", Facts.click("new", "i", 0));

    assertThat(totals()).isEmpty();
    assertThat(job.getSideOutput(AuctionTable.SERVING.tag())).isNotEmpty();
  }

  @Test
  void doesNotDependOnTheOrderOfEventsAndCopies() throws Exception {
    for (int seed = 0; seed < AUCTIONS; seed++) {
      Random random = new Random(seed);
      List<AuctionEvent> events = events(random);
      Map<String, Totals> expected = run(events);
      assertThat(sum(expected, Quality.EVENTS))
          .isEqualTo(events.stream().filter(event -> !event.isDeadLetter()).count());
      assertThat(sum(expected, Quality.DISTINCT)).isEqualTo(distinct(events));

      Collections.shuffle(events, random);

      assertThat(run(events)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private Map<String, Totals> run(List<AuctionEvent> events) throws Exception {
    stop();
    start();
    for (AuctionEvent event : events) {
      add(event);
    }
    return totals();
  }

  private static long sum(Map<String, Totals> rows, int kind) {
    return rows.values().stream().mapToLong(row -> row.count(kind)).sum();
  }

  private static long distinct(List<AuctionEvent> events) {
    return events.stream()
        .filter(event -> !event.isDeadLetter())
        .map(
            event ->
                List.of(
                    event.topic,
                    event.id,
                    event.fact instanceof Response response ? response.bidder() : ""))
        .distinct()
        .count();
  }

  /** Events of one request with few ids, exact copies of some, and dead letters. */
  private static List<AuctionEvent> events(Random random) {
    List<AuctionEvent> events = new ArrayList<>();
    for (Fact fact : AuctionPropertyTest.facts(random)) {
      for (int copy = 0; copy < 1 + random.nextInt(2); copy++) {
        AuctionEvent event = event("r", fact, random.nextInt(50) - 5);
        boolean isRejected = fact instanceof Request request && !request.accepted();
        event.rejection = isRejected ? RejectionReason.TEST_TRAFFIC : null;
        events.add(event);
      }
    }
    events.add(deadLetter(Topics.NOTICES, Reason.EMPTY, random.nextInt(3) * HOURS));
    return events;
  }
}
