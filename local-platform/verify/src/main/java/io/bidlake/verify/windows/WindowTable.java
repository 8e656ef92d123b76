package io.bidlake.verify.windows;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.rows.Layout;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** The tables of windows: how long their windows are, and which events and columns they have. */
final class WindowTable {

  /** What has no country or no publisher goes under this name. */
  static final String UNKNOWN = "UNKNOWN";

  private static final Duration HOUR = Duration.ofHours(1);

  static final WindowTable GEO =
      new WindowTable(
          Layout.HOURLY_IMPRESSIONS_BY_GEO,
          HOUR,
          HOUR,
          Set.of(Event.Request.class, Event.Impression.class),
          WindowColumns.OF_GEO);

  static final WindowTable BIDDER =
      new WindowTable(
          Layout.ROLLING_METRICS_BY_BIDDER,
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Set.of(Event.Impression.class),
          WindowColumns.OF_BIDDER);

  static final WindowTable FUNNEL =
      new WindowTable(
          Layout.HOURLY_FUNNEL_BY_PUBLISHER,
          HOUR,
          HOUR,
          Set.of(
              Event.Request.class, Event.Response.class, Event.Impression.class, Event.Click.class),
          WindowColumns.OF_FUNNEL);

  static final List<WindowTable> ALL = List.of(GEO, BIDDER, FUNNEL);

  private final Layout layout;
  private final long length;
  private final long slide;
  private final Set<Class<? extends Event>> events;
  private final WindowColumns columns;

  private WindowTable(
      Layout layout,
      Duration length,
      Duration slide,
      Set<Class<? extends Event>> events,
      WindowColumns columns) {
    this.layout = layout;
    this.length = length.toMillis();
    this.slide = slide.toMillis();
    this.events = events;
    this.columns = columns;
  }

  Layout layout() {
    return layout;
  }

  String tableName() {
    return layout.name();
  }

  /** The columns beside the key. */
  WindowColumns columns() {
    return columns;
  }

  /** Whether the table comes of such events. */
  boolean uses(Event event) {
    return events.contains(event.getClass());
  }

  /** The topics that its job reads. */
  Collection<Topic<?>> topics() {
    return this == FUNNEL ? Topics.ALL : List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS);
  }

  /** Begins, in ms, of the windows that a time is in. */
  LongStream windowsOf(long time) {
    long last = Math.floorDiv(time, slide) * slide;
    return LongStream.iterate(last, start -> start > time - length, start -> start - slide);
  }

  /** The watermark at which a window is written. */
  long finalAt(CellKey key, WindowRules rules) {
    long hold = this == FUNNEL ? rules.hold() : 0;
    return Math.floorDiv(key.startMicros(), 1000L) + length - 1 + hold;
  }

  @Override
  public String toString() {
    return tableName();
  }
}
