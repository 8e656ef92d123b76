package io.bidlake.funnel;

import static io.bidlake.funnel.ReleasedEvents.CLICK_1;
import static io.bidlake.funnel.ReleasedEvents.CLICK_1_TIME;
import static io.bidlake.funnel.ReleasedEvents.REQUEST_1;
import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.at;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Click;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stage is added to the funnel: the job goes on from the state of the release without it. */
class ReleasedStateWithOneStageMoreTest {

  /** What clicks lead to. Its records are not read here, so those of clicks stand in for them. */
  private static final Topic<Click> CONVERSIONS =
      new Topic<>(
          "conversions",
          4,
          "conversion",
          Click.class,
          Click::getRequestId,
          Click::getClickId,
          Click::getEventTimestamp,
          new Topic.Parent<>(Topics.CLICKS, Click::getImpressionId, Duration.ofSeconds(30)));

  private static final FunnelStages STAGES =
      FunnelStages.of(
          Stream.concat(Topics.FUNNEL.stream(), Stream.of(CONVERSIONS)).toList(),
          5_000,
          10_000,
          60_000,
          30_000);

  /** The table of the funnel with the new stage behind the others. */
  private static final TableDefinition<WindowTotals> TABLE =
      new TableDefinition<>(
          Tables.HOURLY_FUNNEL_BY_PUBLISHER.name(),
          "What became of the requests of one hour and one publisher.",
          new Columns<WindowTotals>()
              .key("window_start", ColumnType.MILLIS, WindowTotals::start, "Hour.")
              .key("publisher_id", ColumnType.TEXT, WindowTotals::key, "Publisher.")
              .required(
                  "bid_requests", ColumnType.LONG, row -> row.count(Topics.BID_REQUESTS), "Count.")
              .required(
                  "bid_responses",
                  ColumnType.LONG,
                  row -> row.count(Topics.BID_RESPONSES),
                  "Count.")
              .required(
                  "impressions", ColumnType.LONG, row -> row.count(Topics.IMPRESSIONS), "Count.")
              .required("clicks", ColumnType.LONG, row -> row.count(Topics.CLICKS), "Count.")
              .required("conversions", ColumnType.LONG, row -> row.count(CONVERSIONS), "Count.")
              .optional(
                  "conversion_rate",
                  ColumnType.DOUBLE,
                  row -> row.rate(CONVERSIONS, Topics.CLICKS),
                  "conversions / clicks.")
              .all(),
          Layout.byDay("window_start"));

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  @ParameterizedTest
  @CsvSource({"1, hashmap", "2, hashmap", "3, hashmap", "2, rocksdb"})
  void countsTheStageForTheRequestsThatWereThereBefore(int parallelism, String backend)
      throws Exception {
    List<FunnelEvent> events =
        List.of(
            // On a click that is in the state, within its bound and not.
            at(conversion(REQUEST_1, "conv-1", CLICK_1, CLICK_1_TIME + 30_000), 0, 100),
            at(conversion(REQUEST_1, "conv-1b", CLICK_1, CLICK_1_TIME + 30_001), 0, 101),
            // On a click whose impression is in the state.
            at(conversion("req-3", "conv-3", "click-3", HOUR + 2_012_000), 1, 102),
            at(click("req-3", "click-3", "imp-3", HOUR + 2_010_000), 1, 103),
            // One goes and another comes: the row stays, though its totals had no fifth count.
            rejected("req-ü-2", HOUR + 1_899_000, "größe-広告"),
            request("req-20", HOUR + 1_950_000, "größe-広告"),
            response("req-20", "resp-20", HOUR + 1_950_100));

    assertThat(
            new ReleasedState(STAGES, new WithTheStage()).rowsAfter(events, parallelism, backend))
        .filteredOn(row -> !row.contains("ORPHAN") || row.contains("conversions"))
        .containsExactly(
            row("-U [2026-02-03T07:00:00Z, UNKNOWN, 1, 1, 1, 0, 0, null]"),
            row("+U [2026-02-03T07:00:00Z, UNKNOWN, 1, 1, 1, 1, 1, 1.0]"),
            row("-U [2026-02-03T07:00:00Z, pub-001, 4, 2, 1, 1, 0, 0.0]"),
            row("+U [2026-02-03T07:00:00Z, pub-001, 4, 2, 1, 1, 1, 1.0]"),
            row("+I [2026-02-03T08:00:00Z, pub-001, 1, 1, 0, 0, 0, null]"),
            row("+I [2026-02-03T08:00:00Z, pub-002, 1, 0, 0, 0, 0, null]"),
            row("+I [2026-02-03T08:00:00Z, pub-003, 1, 1, 0, 0, 0, null]"),
            "late_events | +I [hourly_funnel_by_publisher, ORPHAN, conversions, 0, 101, conv-1b, "
                + REQUEST_1
                + ", 2026-02-03T07:31:02.121Z, null, {\"click_id\":\""
                + CLICK_1
                + "\"}]");
  }

  private static String row(String change) {
    return TABLE.name() + " | " + change;
  }

  private static FunnelEvent conversion(String request, String id, String click, long time) {
    FunnelEvent event = new FunnelEvent();
    event.topic = (byte) CONVERSIONS.code();
    event.requestId = EventId.of(request);
    event.id = EventId.of(id);
    event.parentId = EventId.of(click);
    event.time = time;
    return event;
  }

  /** All tables as they are defined, but that of the funnel with the stage. */
  private static final class WithTheStage implements TableRows.Layouts {

    @Override
    @SuppressWarnings("unchecked") // Both are made of totals.
    public <S> TableRows<S> of(TableDefinition<S> definition) {
      return TableRows.asDefined(
          definition == (Object) Tables.HOURLY_FUNNEL_BY_PUBLISHER
              ? (TableDefinition<S>) TABLE
              : definition);
    }
  }
}
