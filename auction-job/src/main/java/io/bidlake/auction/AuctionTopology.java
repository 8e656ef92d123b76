package io.bidlake.auction;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * Builds the job graph, from events to changes of the tables.
 *
 * <pre>
 *   bid-requests  --+
 *   bid-responses --+  by request              for each table: by key            by day
 *   impressions   --+-----------> follow-auction --> combine -----> emit windows -----> hold --> changes
 *   clicks        --+                   |
 *   notices       --+                   +--> late_events
 * </pre>
 */
final class AuctionTopology {

  /** The output streams by table. */
  record Outputs(Map<AuctionTable, DataStream<RowData>> changes, DataStream<RowData> lateEvents) {}

  private final AuctionBounds bounds;
  private final Duration lateness;
  private final TableRows.Layouts tables;

  /**
   * @param lateness how far the watermark may be past an event that still counts
   * @param tables layouts of the rows of the tables
   */
  AuctionTopology(AuctionBounds bounds, Duration lateness, TableRows.Layouts tables) {
    this.bounds = bounds;
    this.lateness = lateness;
    this.tables = tables;
  }

  /**
   * @param events the events of all topics
   */
  Outputs connect(DataStream<AuctionEvent> events) {
    TableRows<LateEvent> lateEvents = tables.of(Tables.LATE_EVENTS);
    var followed =
        events
            .keyBy(AuctionEvent::key, EventId.TYPE)
            .process(
                new FollowAuction(bounds, lateness, lateEvents), Types.POJO(Contribution.class))
            .name("follow-auction")
            .uid("follow-auction");
    Map<AuctionTable, DataStream<RowData>> changes = new EnumMap<>(AuctionTable.class);
    for (AuctionTable table : AuctionTable.values()) {
      changes.put(
          table,
          EmitWindows.of(
              followed.getSideOutput(table.tag()),
              table.windows(bounds, lateness),
              tables.of(table.definition())));
    }
    return new Outputs(changes, lateEvents.of(followed));
  }
}
