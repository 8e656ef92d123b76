package io.bidlake.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;

class UncountedEventsTest {

  private final Map<String, Counter> counters = new LinkedHashMap<>();
  private final UncountedEvents uncounted = opened();

  @Test
  void describesAnEventThatCameTooLate() {
    RowData row = uncounted.late(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event(), 3_600_001);

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("table_name", "hourly_funnel_by_publisher");
    expected.put("reason", "LATE");
    expected.put("topic", "clicks");
    expected.put("partition", 3);
    expected.put("offset", 42L);
    expected.put("event_id", "c1");
    expected.put("request_id", "");
    expected.put("event_timestamp", Instant.parse("2026-02-03T10:15:30.123Z"));
    expected.put("lateness_ms", 3_600_001L);
    expected.put("payload", "{\"click_id\":\"c1\"}");
    assertThat(RowValues.of(Tables.LATE_EVENTS.schema(), row)).isEqualTo(expected);
  }

  @Test
  void saysNothingOfLatenessWhenThatIsNotWhy() {
    uncounted.late(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event(), 5);

    RowData row = uncounted.row(Tables.HOURLY_IMPRESSIONS_BY_GEO, event(), Reason.ORPHAN);

    assertThat(RowValues.of(Tables.LATE_EVENTS.schema(), row))
        .containsEntry("table_name", "hourly_impressions_by_geo")
        .containsEntry("reason", "ORPHAN")
        .containsEntry("lateness_ms", null);
  }

  @Test
  void countsByReason() {
    uncounted.late(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event(), 5);
    uncounted.row(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event(), Reason.AHEAD);
    uncounted.row(Tables.HOURLY_FUNNEL_BY_PUBLISHER, event(), Reason.AHEAD);

    assertThat(counters.get("reason.LATE.uncounted").getCount()).isEqualTo(1);
    assertThat(counters.get("reason.AHEAD.uncounted").getCount()).isEqualTo(2);
    assertThat(counters.get("reason.CROWDED.uncounted").getCount()).isZero();
  }

  private UncountedEvents opened() {
    UncountedEvents events =
        new UncountedEvents(Topics.ALL, TableRows.asDefined(Tables.LATE_EVENTS));
    events.open(new Counters(""));
    return events;
  }

  private static ClickEvent event() {
    ClickEvent event = new ClickEvent();
    event.topic = (byte) Topics.CLICKS.code();
    event.id = EventId.of("c1");
    event.requestId = EventId.EMPTY;
    event.time = Instant.parse("2026-02-03T10:15:30.123Z").toEpochMilli();
    event.partition = 3;
    event.offset = 42;
    return event;
  }

  private final class Counters extends UnregisteredMetricsGroup {

    private final String prefix;

    Counters(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Counters(prefix + key + "." + value + ".");
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(prefix + name, key -> new SimpleCounter());
    }
  }
}
