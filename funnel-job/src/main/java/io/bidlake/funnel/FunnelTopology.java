package io.bidlake.funnel;

import io.bidlake.model.TableDefinition;
import io.bidlake.model.Tables;
import io.bidlake.runtime.EventId;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.window.Contribution;
import io.bidlake.runtime.window.EmitWindows;
import io.bidlake.runtime.window.WindowShape;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/**
 * From events to changes of the funnel's table.
 *
 * <pre>
 *   bid-requests  --+
 *   bid-responses --+  by request          in the same thread                  by publisher
 *   impressions   --+-----------> correlate-funnel --> combine-hourly-funnel-- -----------> emit-hourly-funnel--
 *   clicks        --+                    |             by-publisher                         by-publisher
 *                                        |                                                       |
 *                                        +--> late_events                                        +--> changes of
 *                                                                                hourly_funnel_by_publisher
 * </pre>
 *
 * <p>The work is in the first half, which is spread by request; of a publisher, however large, the
 * second half sees a few sums a second. A window waits for the watermark to be past its end by the
 * sum of the bounds: so long after a request its last click can come.
 */
final class FunnelTopology {

  /** What comes out, by table. */
  record Outputs(DataStream<RowData> hourlyFunnelChanges, DataStream<RowData> lateEvents) {}

  private final FunnelBounds bounds;
  private final Duration lateness;
  private final Function<TableDefinition, TableRows> tables;

  /**
   * @param lateness how far the watermark may be past an event that still counts
   * @param tables how the rows of a table are laid out
   */
  FunnelTopology(
      FunnelBounds bounds, Duration lateness, Function<TableDefinition, TableRows> tables) {
    this.bounds = bounds;
    this.lateness = lateness;
    this.tables = tables;
  }

  Outputs connect(
      DataStream<FunnelEvent> requests,
      DataStream<FunnelEvent> responses,
      DataStream<FunnelEvent> impressions,
      DataStream<FunnelEvent> clicks) {
    TableRows lateEvents = tables.apply(Tables.LATE_EVENTS);
    var contributions =
        requests
            .union(responses, impressions, clicks)
            .keyBy(FunnelEvent::key, EventId.TYPE)
            .process(
                new CorrelateFunnel(bounds, windows(), lateness, lateEvents),
                Types.POJO(Contribution.class))
            .name("correlate-funnel")
            .uid("correlate-funnel");
    DataStream<RowData> changes =
        EmitWindows.of(
            contributions,
            windows(),
            Stage.COUNT,
            new FunnelRow(),
            tables.apply(Tables.HOURLY_FUNNEL_BY_PUBLISHER));
    return new Outputs(changes, lateEvents.of(contributions));
  }

  private WindowShape windows() {
    return WindowShape.tumbling(Duration.ofHours(1), Duration.ofMillis(bounds.total()), lateness);
  }
}
