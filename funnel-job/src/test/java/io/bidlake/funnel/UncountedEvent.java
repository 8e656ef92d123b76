package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.Tables;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** A row of {@code late_events}, read by the order of its definition. */
record UncountedEvent(
    Reason reason, Place place, EventKey id, long time, Long lateness, String payload) {

  /** Where the rows go among an operator's outputs. */
  static final OutputTag<RowData> TAG =
      new OutputTag<>(
          Tables.LATE_EVENTS.name(), TableRows.asDefined(Tables.LATE_EVENTS).typeInformation());

  /** Which record it was. */
  record Place(String topic, int partition, long offset) {

    static Place of(FunnelEvent event) {
      return new Place(Topics.FUNNEL.get(event.topic).name(), event.partition, event.offset);
    }
  }

  static UncountedEvent of(RowData row) {
    assertThat(row.getString(0)).hasToString(Tables.HOURLY_FUNNEL_BY_PUBLISHER.name());
    String topic = row.getString(2).toString();
    return new UncountedEvent(
        Reason.valueOf(row.getString(1).toString()),
        new Place(topic, row.getInt(3), row.getLong(4)),
        EventKey.of(
            topic,
            row.getString(6).toString(),
            row.getString(5).toString(),
            row.getString(9).toString()),
        row.getTimestamp(7, 6).getMillisecond(),
        row.isNullAt(8) ? null : row.getLong(8),
        row.getString(9).toString());
  }

  boolean is(Reason wanted) {
    return reason == wanted;
  }
}
