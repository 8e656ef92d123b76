package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A table of windows, and what its rows have to hold.
 *
 * @param layout the table
 * @param job the job that fills it
 * @param length how long a window is
 * @param slide how long after a window the next one begins
 * @param topics where its events come from
 * @param truth what it counts
 * @param columns its columns beside the key
 */
public record WindowTable(
    Layout layout,
    String job,
    Duration length,
    Duration slide,
    List<Topic<?>> topics,
    Truth truth,
    List<Column> columns) {

  /** What has no country or no publisher goes under this name. */
  static final String UNKNOWN = "UNKNOWN";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  public static final WindowTable GEO =
      new WindowTable(
          Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO),
          "aggregation",
          HOUR,
          HOUR,
          List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
          new ImpressionTruth((impression, request) -> ImpressionTruth.country(request)),
          List.of(
              new Column("impression_count", cell -> cell.count(Topics.IMPRESSIONS)),
              new Column("total_revenue", Cell::revenue),
              new Column("avg_win_price", cell -> cell.meanPrice(Topics.IMPRESSIONS))));

  public static final WindowTable BIDDER =
      new WindowTable(
          Layout.ofWindows(Tables.ROLLING_METRICS_BY_BIDDER),
          "aggregation",
          FIVE_MINUTES,
          Duration.ofMinutes(1),
          List.of(Topics.IMPRESSIONS),
          new ImpressionTruth((impression, request) -> impression.win().row()),
          List.of(
              new Column("window_end", cell -> endOf(cell, FIVE_MINUTES)),
              new Column("win_count", cell -> cell.count(Topics.IMPRESSIONS)),
              new Column("revenue", Cell::revenue),
              new Column("avg_cpm", cell -> cell.meanPrice(Topics.IMPRESSIONS))));

  public static final WindowTable FUNNEL =
      new WindowTable(
          Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER),
          "funnel",
          HOUR,
          HOUR,
          Topics.FUNNEL,
          new FunnelTruth(Topics.FUNNEL),
          List.of(
              new Column("bid_requests", cell -> cell.count(Topics.BID_REQUESTS)),
              new Column("bid_responses", cell -> cell.count(Topics.BID_RESPONSES)),
              new Column("impressions", cell -> cell.count(Topics.IMPRESSIONS)),
              new Column("clicks", cell -> cell.count(Topics.CLICKS)),
              new Column("fill_rate", cell -> cell.rate(Topics.BID_RESPONSES, Topics.BID_REQUESTS)),
              new Column("win_rate", cell -> cell.rate(Topics.IMPRESSIONS, Topics.BID_RESPONSES)),
              new Column("ctr", cell -> cell.rate(Topics.CLICKS, Topics.IMPRESSIONS))));

  public static final List<WindowTable> ALL = List.of(GEO, BIDDER, FUNNEL);

  /** By the code of a topic. */
  private static final Map<Integer, List<String>> READERS =
      Topics.ALL.stream()
          .collect(
              Collectors.toMap(
                  Topic::code,
                  topic ->
                      ALL.stream()
                          .filter(table -> table.uses(topic))
                          .map(WindowTable::job)
                          .distinct()
                          .toList()));

  /**
   * A column beside the key.
   *
   * @param name its name
   * @param value what it has to hold: a Long exactly, a Double but for rounding, or null
   */
  record Column(String name, Function<Cell, Object> value) {}

  /** The jobs that fill tables of windows. */
  public static List<String> jobs() {
    return ALL.stream().map(WindowTable::job).distinct().toList();
  }

  /** The job that fills a table; nothing if it is no table of windows. */
  public static Optional<String> jobOf(String table) {
    return ALL.stream().filter(each -> each.name().equals(table)).map(WindowTable::job).findFirst();
  }

  /** The jobs that read a topic. */
  public static List<String> jobsThatRead(Topic<?> topic) {
    return READERS.getOrDefault(topic.code(), List.of());
  }

  /** The topics that a job reads for its tables. */
  public static List<Topic<?>> topicsOf(String job) {
    return ALL.stream()
        .filter(table -> table.job.equals(job))
        .<Topic<?>>flatMap(table -> table.topics.stream())
        .distinct()
        .toList();
  }

  /** Who creates the tables of windows, and the one of what they do not count, in words. */
  public static Map<Layout, String> creators() {
    Map<Layout, String> creators = new LinkedHashMap<>();
    ALL.forEach(
        table ->
            creators.put(
                table.layout, "the %s job creates it when it starts".formatted(table.job)));
    creators.put(
        Layout.LATE_EVENTS,
        jobs().stream()
            .map("the %s job"::formatted)
            .collect(Collectors.joining(" and ", "", " create it when they start")));
    return creators;
  }

  public String name() {
    return layout.name();
  }

  /** Whether the table counts events of a topic. */
  public boolean uses(Topic<?> topic) {
    for (Topic<?> used : topics) {
      if (used.code() == topic.code()) {
        return true;
      }
    }
    return false;
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The values that the columns have to hold, of which some may be null. */
  public List<Object> valuesOf(Cell cell) {
    List<Object> values = new ArrayList<>(columns.size());
    columns.forEach(column -> values.add(column.value.apply(cell)));
    return values;
  }

  /** Begins, in ms, of the windows that a time is in. */
  LongStream windowsOf(long time) {
    long step = slide.toMillis();
    long last = Math.floorDiv(time, step) * step;
    return LongStream.iterate(
        last, start -> start > time - length.toMillis(), start -> start - step);
  }

  /** The watermark at which a window is written, in ms. */
  public long finalAt(CellKey key, WindowRules rules) {
    return Math.floorDiv(key.startMicros(), 1000L) + length.toMillis() - 1 + truth.hold(rules);
  }

  private static Object endOf(Cell cell, Duration length) {
    return cell.key().startMicros() + Micros.ofMillis(length.toMillis());
  }

  @Override
  public String toString() {
    return name();
  }
}
