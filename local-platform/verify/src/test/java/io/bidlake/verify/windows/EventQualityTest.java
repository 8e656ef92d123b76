package io.bidlake.verify.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Topics;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.compare.ComparedRows;
import io.bidlake.verify.compare.Reconciliation;
import io.bidlake.verify.enrichment.CurrencyRates;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.WindowsResult;
import io.bidlake.verify.report.WindowsResult.UncountedCount;
import io.bidlake.verify.report.WindowsResult.WindowDifference;
import io.bidlake.verify.truth.Known;
import io.bidlake.verify.truth.Traffic;
import io.bidlake.verify.truth.WindowTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From records in Kafka, and dead letters among them, to the rows of hourly_event_quality. */
class EventQualityTest {

  private static final WindowTable TABLE = WindowTable.QUALITY;

  private static final Instant NOON = Events.NOON;

  private final TestKafka kafka = new TestKafka();
  private final TestLake lake = new TestLake();
  private KafkaEntry letter;
  private KafkaEntry late;

  @BeforeEach
  void anHourWithEventsAndDeadLetters() {
    WindowTable.ALL.stream()
        .filter(table -> !table.equals(TABLE))
        .forEach(table -> lake.catalog().dropTable(TableIdentifier.of("db", table.name())));
    kafka.send(Events.click("r", "c"), at(Events.click("r", "c").getEventTimestamp(), 40));
    kafka.send(Events.click("r", "c"), at(Events.click("r", "c").getEventTimestamp(), -1));
    kafka.sendBytes(Topics.CLICKS, null);
    letter = kafka.sendBytes(Topics.CLICKS, new byte[] {9, 9});
    late = kafka.send(Events.click("q", "late"), NOON);
    lake.append(Layout.LATE_EVENTS, List.of(lateEvent(late, "late", "q")));
    // Event time has passed the hour by far.
    BidRequest later = Events.request("later", 1);
    later.setEventTimestamp(NOON.plus(Duration.ofHours(3)));
    kafka.send(later, NOON.plus(Duration.ofHours(3)));
  }

  private static Instant at(Instant event, long delay) {
    return event.plusMillis(delay);
  }

  private static Map<String, Object> lateEvent(KafkaEntry entry, String id, String requestId) {
    Map<String, Object> row = new HashMap<>();
    row.put("table_name", TABLE.name());
    row.put("reason", "LATE");
    row.put("topic", "clicks");
    row.put("partition", entry.partition());
    row.put("offset", entry.offset());
    row.put("event_id", id);
    row.put("request_id", requestId);
    Instant time =
        requestId.isEmpty()
            ? Instant.ofEpochMilli(entry.timestamp())
            : Events.click("q", "late").getEventTimestamp();
    row.put("event_timestamp", Micros.of(time));
    row.put("lateness_ms", Duration.between(time, NOON.plusSeconds(5_400)).toMillis());
    row.put("payload", "{}");
    return row;
  }

  private static Map<String, Object> row(int hour) {
    Map<String, Object> row = new HashMap<>();
    for (String column : TABLE.columnNames()) {
      row.put(column, 0L);
    }
    row.put("window_start", Micros.of(NOON.plus(Duration.ofHours(hour))));
    row.put("topic", "clicks");
    row.put("duplicate_rate", null);
    row.put("delay_ms_p50", null);
    row.put("delay_ms_p99", null);
    return row;
  }

  private static Map<String, Object> noon() {
    Map<String, Object> row = row(0);
    row.put("events", 2L);
    row.put("distinct_events", 1L);
    row.put("duplicates", 1L);
    row.put("duplicate_rate", 0.5);
    row.put("orphans", 1L);
    row.put("dead_letters", 2L);
    row.put("dead_letters_empty", 1L);
    row.put("dead_letters_not_wire_format", 1L);
    row.put("ahead_of_time", 1L);
    row.put("delay_ms_p50", 0.0);
    row.put("delay_ms_p99", 40.0);
    return row;
  }

  private static Map<String, Object> one() {
    Map<String, Object> row = row(1);
    row.put("late_events", 1L);
    return row;
  }

  private WindowsResult compare() {
    CurrencyRates rates = CurrencyRates.read(Optional.empty());
    var pinned = lake.pinned();
    try (var windows =
        new WindowReconciliation(
            Traffic.RULES, TestLake.LIMITS, rates, pinned, Optional.empty(), Known.ALL)) {
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
      return windows.compare();
    }
  }

  /** The differences, without the rows that the funnel job owes to late_events. */
  private static List<WindowDifference> differences(WindowsResult result) {
    return result.differences().stream()
        .filter(difference -> !difference.key().contains(WindowTable.FUNNEL.name()))
        .toList();
  }

  @Test
  void passesRowsThatSayWhatKafkaSays() {
    lake.append(TABLE.layout(), List.of(noon(), one()));

    WindowsResult result = compare();

    assertThat(differences(result)).isEmpty();
    assertThat(result.tables().get(0).rows()).isEqualTo(2);
    assertThat(result.lateEvents()).containsExactly(new UncountedCount(TABLE.name(), "LATE", 1));
  }

  static List<String> columns() {
    return TABLE.columnNames();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void findsAFigureThatIsOff(String column) {
    Map<String, Object> wrong = noon();
    Object right = wrong.get(column);
    wrong.put(
        column,
        right instanceof Double number ? (Object) (number * 1.02 + 0.01) : (Long) right + 1);
    lake.append(TABLE.layout(), List.of(wrong, one()));

    assertThat(differences(compare())).extracting(WindowDifference::column).containsExactly(column);
  }

  @Test
  void findsThatALateEventIsInTheWrongHour() {
    Map<String, Object> wrong = row(2);
    wrong.put("late_events", 1L);
    lake.append(TABLE.layout(), List.of(noon(), wrong));

    WindowsResult result = compare();

    assertThat(result.tables().get(0).missing()).isEqualTo(1);
    assertThat(result.tables().get(0).unexpected()).isEqualTo(1);
  }

  @Test
  void findsThatALateEventHasNoRow() {
    lake.append(TABLE.layout(), List.of(noon(), one()));
    kafka.send(Events.click("q", "other"), NOON);

    assertThat(differences(compare()))
        .extracting(WindowDifference::column, WindowDifference::expected)
        .contains(tuple("events", "3"));
  }

  @Test
  void expectsADeadLetterThatWasLateWhereItsRowSays() {
    lake.append(Layout.LATE_EVENTS, List.of(lateEvent(letter, "0@" + letter.offset(), "")));
    Map<String, Object> noon = noon();
    noon.put("dead_letters", 1L);
    noon.put("dead_letters_not_wire_format", 0L);
    Map<String, Object> one = one();
    one.put("late_events", 2L);
    lake.append(TABLE.layout(), List.of(noon, one));

    WindowsResult result = compare();

    assertThat(differences(result)).isEmpty();
    assertThat(result.lateEvents()).containsExactly(new UncountedCount(TABLE.name(), "LATE", 2));
  }

  @Test
  void findsARowAboutADeadLetterThatIsNone() {
    lake.append(Layout.LATE_EVENTS, List.of(lateEvent(late, "0@" + late.offset(), "")));
    lake.append(TABLE.layout(), List.of(noon(), one()));

    assertThat(differences(compare()))
        .extracting(WindowDifference::table, WindowDifference::expected)
        .containsExactly(tuple("late_events", "a record of request '' there"));
  }

  @Test
  void acceptsAnyReasonOfALetterThatWasSentAgainAndCanBeReadByNow() {
    KafkaEntry again = kafka.send(Events.click("r", "again"), NOON);
    kafka.bury(again);
    Map<String, Object> noon = noon();
    noon.put("dead_letters", 3L);
    noon.put("dead_letters_unknown_schema", 1L);
    lake.append(TABLE.layout(), List.of(noon, one()));

    assertThat(differences(compare())).isEmpty();
  }
}
