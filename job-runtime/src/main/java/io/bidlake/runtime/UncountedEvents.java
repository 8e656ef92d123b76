package io.bidlake.runtime;

import io.bidlake.model.TableDefinition;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.OutputTag;

/** Makes the rows of {@code late_events}, and counts them by reason. */
public final class UncountedEvents implements Serializable {

  /** Why a table does not count an event. */
  public enum Reason {
    /** It came after the allowed lateness. */
    LATE,
    /** What it belongs to did not come within the bound. */
    ORPHAN,
    /** Its price cannot be told in USD. */
    UNPRICED,
    /** Its clock was ahead of Kafka's. */
    AHEAD,
    /** Its request has more events than any request has. */
    CROWDED
  }

  private final RowLayout layout;
  private final OutputTag<RowData> tag;

  private transient RowBuilder row;
  private transient Map<Reason, Counter> counters;

  public UncountedEvents(TableRows lateEvents) {
    this.layout = lateEvents.layout();
    this.tag = lateEvents.tag();
  }

  /** Called once before the first row. */
  public void open(MetricGroup metrics) {
    row = new RowBuilder(layout);
    counters = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      counters.put(reason, metrics.addGroup("reason", reason.name()).counter("uncounted"));
    }
  }

  /** Where the rows go among an operator's outputs. */
  public OutputTag<RowData> tag() {
    return tag;
  }

  /** The row of an event that came {@code lateness} ms after its time. */
  public RowData late(TableDefinition table, RequestEvent event, long lateness) {
    return row(table, event, Reason.LATE, lateness);
  }

  /** The row of an event that is not counted for another reason than that it is late. */
  public RowData row(TableDefinition table, RequestEvent event, Reason reason) {
    return row(table, event, reason, null);
  }

  private RowData row(TableDefinition table, RequestEvent event, Reason reason, Long lateness) {
    counters.get(reason).inc();
    return row.begin()
        .add((Object) StringData.fromString(table.name()))
        .add((Object) StringData.fromString(reason.name()))
        .add((Object) StringData.fromString(event.origin().name()))
        .add(event.partition)
        .add(event.offset)
        .add((Object) StringData.fromString(event.id.toString()))
        .add((Object) StringData.fromString(event.requestId.toString()))
        .addMillis(event.time)
        .add(lateness)
        .add((Object) StringData.fromString(event.payload()))
        .row();
  }
}
