package io.bidlake.aggregation;

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
 * Builds the job graph, from events to changes of two tables.
 *
 * <pre>
 *   bid-requests --+  by request                         by country               by day
 *                  +-----------> attribute-impressions --+--------> combine, emit -----> hold --> changes of
 *   impressions  --+                      |              |                        hourly_impressions_by_geo
 *                                         |              | by bidder                by day
 *                                         |              +--------> combine, emit -----> hold --> changes of
 *                                         |                                       rolling_metrics_by_bidder
 *                                         +--> late_events
 * </pre>
 *
 * <p>A request never follows its impression in event time, so a window is complete as soon as the
 * watermark is past its end.
 *
 * @param bound maximum time from a request to its impression
 * @param lateness how far the watermark may be past an event that still counts
 * @param tables layouts of the rows of the tables
 */
record AggregationTopology(Duration bound, Duration lateness, TableRows.Layouts tables) {

  /** The output streams by table. */
  record Outputs(
      DataStream<RowData> hourlyImpressionsChanges,
      DataStream<RowData> rollingMetricsChanges,
      DataStream<RowData> lateEvents) {}

  Outputs connect(DataStream<AggregationEvent> requests, DataStream<AggregationEvent> impressions) {
    WindowShape hours = WindowShape.tumbling(Duration.ofHours(1), Duration.ZERO, lateness);
    WindowShape minutes =
        WindowShape.sliding(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ZERO, lateness);
    TableRows<LateEvent> lateEvents = tables.of(Tables.LATE_EVENTS);
    var byCountry =
        requests
            .union(impressions)
            .keyBy(AggregationEvent::key, EventId.TYPE)
            .process(
                new AttributeImpressions(bound, lateness, hours, minutes, lateEvents),
                Types.POJO(Contribution.class))
            .name("attribute-impressions")
            .uid("attribute-impressions");
    return new Outputs(
        EmitWindows.of(byCountry, hours, tables.of(Tables.HOURLY_IMPRESSIONS_BY_GEO)),
        EmitWindows.of(
            byCountry.getSideOutput(AttributeImpressions.BY_BIDDER),
            minutes,
            tables.of(Tables.ROLLING_METRICS_BY_BIDDER)),
        lateEvents.of(byCountry));
  }
}
