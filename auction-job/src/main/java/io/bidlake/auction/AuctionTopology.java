package io.bidlake.auction;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.WindowChange;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
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
 */
final class AuctionTopology {

  /**
   * The output streams.
   *
   * @param changes changes of the rows of each table
   * @param spend running totals of {@code serving_by_minute}
   */
  record Outputs(
      Map<AuctionTable, DataStream<RowData>> changes,
      DataStream<WindowChange> spend,
      DataStream<RowData> lateEvents) {}

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
    SingleOutputStreamOperator<Contribution> followed =
        events
            .keyBy(AuctionEvent::key, EventId.TYPE)
            .process(
                new FollowAuction(bounds, lateness, lateEvents), Types.POJO(Contribution.class))
            .name("follow-auction")
            .uid("follow-auction");
    Map<AuctionTable, DataStream<RowData>> changes = new EnumMap<>(AuctionTable.class);
    for (AuctionTable table : EnumSet.complementOf(EnumSet.of(AuctionTable.SERVING))) {
      changes.put(table, windows(table, followed, EmitWindows::of));
    }
    EmitWindows.Changes serving = windows(AuctionTable.SERVING, followed, EmitWindows::publishing);
    changes.put(AuctionTable.SERVING, serving.rows());
    return new Outputs(changes, serving.running(), lateEvents.of(followed));
  }

  /** Builds the operators of a table. */
  private interface Build<O> {
    O of(DataStream<Contribution> contributions, WindowShape shape, TableRows<WindowTotals> table);
  }

  private <O> O windows(
      AuctionTable table, SingleOutputStreamOperator<Contribution> followed, Build<O> build) {
    return build.of(
        followed.getSideOutput(table.tag()),
        table.windows(bounds, lateness),
        tables.of(table.definition()));
  }
}
