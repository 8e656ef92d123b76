package io.bidlake.auction;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.PublishedWindows;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;

/**
 * Builds the job graph, from events to changes of the tables.
 *
 * <pre>
 *   bid-requests  --+
 *   bid-responses --+  by request              for each table: by key            by day
 *   impressions   --+-----------> follow-auction --> combine -----> emit windows -----> hold --> changes
 *   clicks        --+                   |
 *   notices       --+                   +--> late_events                           (of serving_by_minute: --> spend)
 * </pre>
 *
 * @param lateness how far the watermark may be past an event that still counts
 * @param tables layouts of the rows of the tables
 */
record AuctionTopology(AuctionBounds bounds, Duration lateness, TableRows.Layouts tables) {

  /**
   * The output streams.
   *
   * @param changes changes of the rows of each table
   * @param spend running totals of {@code serving_by_minute}; empty if they are not published
   */
  record Outputs(
      Map<AuctionTable, DataStream<RowData>> changes,
      Optional<DataStream<WindowChange>> spend,
      DataStream<RowData> lateEvents) {}

  /**
   * @param events the events of all topics
   * @param published where the running totals of {@code serving_by_minute} are published
   */
  Outputs connect(DataStream<AuctionEvent> events, Optional<PublishedWindows> published) {
    TableRows<LateEvent> lateEvents = tables.of(Tables.LATE_EVENTS);
    SingleOutputStreamOperator<Contribution> followed =
        events
            .keyBy(AuctionEvent::key, EventId.TYPE)
            .process(
                new FollowAuction(bounds, lateness, lateEvents), Types.POJO(Contribution.class))
            .name("follow-auction")
            .uid("follow-auction");
    Map<AuctionTable, DataStream<RowData>> changes = new EnumMap<>(AuctionTable.class);
    Optional<DataStream<WindowChange>> spend = Optional.empty();
    for (AuctionTable table : AuctionTable.values()) {
      DataStream<Contribution> contributions = followed.getSideOutput(table.tag());
      WindowShape shape = table.windows(bounds, lateness);
      TableRows<WindowTotals> rows = tables.of(table.definition());
      if (table == AuctionTable.SERVING && published.isPresent()) {
        EmitWindows.Changes serving =
            EmitWindows.publishing(contributions, shape, rows, published.get());
        changes.put(table, serving.rows());
        spend = Optional.of(serving.running());
      } else {
        changes.put(table, EmitWindows.of(contributions, shape, rows));
      }
    }
    return new Outputs(changes, spend, lateEvents.of(followed));
  }
}
