package io.bidlake.runtime.request;

import io.bidlake.model.Topic;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.TableDefinition;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** Creates the rows of {@code late_events} and counts them by reason. */
public final class UncountedEvents implements Serializable {

  private final List<Topic<?>> topics;
  private final TableRows<LateEvent> table;
  private final OutputTag<RowData> tag;

  private transient RowWriter<LateEvent> row;
  private transient Map<Reason, Counter> counters;

  /**
   * @param topics topics of the events
   */
  public UncountedEvents(List<Topic<?>> topics, TableRows<LateEvent> lateEvents) {
    this.topics = topics;
    this.table = lateEvents;
    this.tag = lateEvents.tag();
  }

  /** Must be called once before the first row. */
  public void open(MetricGroup metrics) {
    row = table.writer();
    counters = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      counters.put(reason, metrics.addGroup("reason", reason.name()).counter("uncounted"));
    }
  }

  /** Returns the side output of the rows. */
  public OutputTag<RowData> tag() {
    return tag;
  }

  /** Returns the row of a late event. */
  public RowData late(TableDefinition<?> missed, RequestEvent event, long lateness) {
    return row(missed, event, Reason.LATE, lateness);
  }

  /** Returns the row of an event that is not counted for a reason other than LATE. */
  public RowData row(TableDefinition<?> missed, RequestEvent event, Reason reason) {
    return row(missed, event, reason, null);
  }

  private RowData row(TableDefinition<?> missed, RequestEvent event, Reason reason, Long lateness) {
    counters.get(reason).inc();
    Topic<?> origin = originOf(event);
    return row.write(
        new LateEvent(
            missed.name(),
            reason,
            origin.name(),
            event.partition,
            event.offset,
            event.id.toString(),
            event.requestId.toString(),
            event.time,
            lateness,
            event.payload(origin)));
  }

  private Topic<?> originOf(RequestEvent event) {
    return topics.stream().filter(event::isOf).findFirst().orElseThrow();
  }
}
