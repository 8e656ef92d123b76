package io.bidlake.auction;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/** The tables that the auction job fills. */
@SuppressWarnings("ImmutableEnumChecker") // Flink does not annotate what cannot be changed.
enum AuctionTable {
  LANDSCAPE(
      Tables.HOURLY_BID_LANDSCAPE,
      Duration.ofHours(1),
      Topics.BID_REQUESTS,
      Topics.BID_RESPONSES,
      Topics.IMPRESSIONS),
  LEAKAGE(
      Tables.HOURLY_FUNNEL_LEAKAGE,
      Duration.ofHours(1),
      Topics.BID_REQUESTS,
      Topics.BID_RESPONSES,
      Topics.IMPRESSIONS,
      Topics.NOTICES),
  SERVING(
      Tables.SERVING_BY_MINUTE,
      Duration.ofMinutes(1),
      Topics.BID_REQUESTS,
      Topics.BID_RESPONSES,
      Topics.IMPRESSIONS,
      Topics.CLICKS),
  REACH(
      Tables.DAILY_REACH_BY_CAMPAIGN,
      Duration.ofDays(1),
      Topics.BID_REQUESTS,
      Topics.BID_RESPONSES,
      Topics.IMPRESSIONS),
  QUALITY(
      Tables.HOURLY_EVENT_QUALITY,
      Duration.ofHours(1),
      Topics.BID_REQUESTS,
      Topics.BID_RESPONSES,
      Topics.IMPRESSIONS,
      Topics.CLICKS,
      Topics.NOTICES),
  RECONCILIATION(
      Tables.HOURLY_RECONCILIATION, Duration.ofHours(1), Topics.IMPRESSIONS, Topics.NOTICES),
  GAPS(Tables.RECONCILIATION_GAPS, Duration.ofHours(1), Topics.IMPRESSIONS, Topics.NOTICES);

  /** How often the row of a day is written before the day is over. */
  private static final Duration STEP = Duration.ofHours(1);

  private final TableDefinition<WindowTotals> definition;
  private final Duration window;
  private final WindowShape slices;
  private final List<Topic<?>> topics;
  private final OutputTag<Contribution> tag;

  AuctionTable(TableDefinition<WindowTotals> definition, Duration window, Topic<?>... topics) {
    this.definition = definition;
    this.window = window;
    this.slices = WindowShape.tumbling(window, Duration.ZERO, Duration.ZERO);
    this.topics = List.of(topics);
    this.tag = new OutputTag<>(definition.name(), Types.POJO(Contribution.class));
  }

  TableDefinition<WindowTotals> definition() {
    return definition;
  }

  /** Returns the side output of the changes of the table. */
  OutputTag<Contribution> tag() {
    return tag;
  }

  /** Returns the tables that use an event. */
  static List<TableDefinition<?>> of(AuctionEvent event) {
    return Arrays.stream(values())
        .filter(table -> table.topics.stream().anyMatch(event::isOf))
        .filter(table -> table == QUALITY || !event.isDeadLetter())
        .<TableDefinition<?>>map(AuctionTable::definition)
        .toList();
  }

  /**
   * Returns the windows of the table. A row is written as soon as most of its events are there:
   * after the impressions of its last requests; a row about gaps after the bound; the row of a day
   * every hour. Later events change it, as long as they can be of one of its requests.
   */
  WindowShape windows(AuctionBounds bounds, Duration lateness) {
    long hold =
        switch (this) {
          case LANDSCAPE, LEAKAGE -> bounds.toImpression();
          case SERVING, REACH, QUALITY -> 0;
          case RECONCILIATION, GAPS -> bounds.notice();
        };
    // At least a moment, so that the window that contains the watermark can always change.
    long changes = Math.max(1, lateness.toMillis() + bounds.longest() - hold);
    WindowShape windows =
        WindowShape.tumbling(window, Duration.ofMillis(hold), Duration.ofMillis(changes));
    return this == REACH ? windows.inSteps(STEP) : windows;
  }

  /** Returns the start of the window of a time, in ms. */
  long windowOf(long time) {
    return slices.sliceOf(time);
  }
}
