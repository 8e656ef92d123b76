package io.bidlake.funnel;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.WindowShape;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.Tables;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * Builds the job graph, from events to changes of the funnel table.
 *
 * <pre>
 *   bid-requests  --+
 *   bid-responses --+  by request          in the same thread                  by publisher
 *   impressions   --+-----------> correlate-funnel --> combine-hourly-funnel-- -----------> emit-hourly-funnel--
 *   clicks        --+                    |             by-publisher                         by-publisher
 *                                        |                                                       | by day
 *                                        +--> late_events                       changes of <-- hold-hourly-funnel--
 *                                                               hourly_funnel_by_publisher     by-publisher
 * </pre>
 *
 * <p>Most of the work is in the first half, which is keyed by request. The second half receives
 * only a few sums per second and publisher, however large the publisher is. A window is complete
 * when the watermark is past its end by the sum of the bounds, because the last click can happen
 * that long after its request.
 *
 * @param lateness how far the watermark may be past an event that still counts
 * @param tables layouts of the rows of the tables
 */
record FunnelTopology(FunnelStages stages, Duration lateness, TableRows.Layouts tables) {

  /** The output streams by table. */
  record Outputs(DataStream<RowData> hourlyFunnelChanges, DataStream<RowData> lateEvents) {}

  /**
   * @param events the events of all stages
   */
  Outputs connect(DataStream<FunnelEvent> events) {
    TableRows<LateEvent> lateEvents = tables.of(Tables.LATE_EVENTS);
    var contributions =
        events
            .keyBy(FunnelEvent::key, EventId.TYPE)
            .process(
                new CorrelateFunnel(stages, windows(), lateness, lateEvents),
                Types.POJO(Contribution.class))
            .name("correlate-funnel")
            .uid("correlate-funnel");
    DataStream<RowData> changes =
        EmitWindows.of(contributions, windows(), tables.of(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
    return new Outputs(changes, lateEvents.of(contributions));
  }

  private WindowShape windows() {
    return WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(stages.total()), lateness);
  }
}
