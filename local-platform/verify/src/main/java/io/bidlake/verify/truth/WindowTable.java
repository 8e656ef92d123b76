package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.TableDefinition;
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
 * A windowed table, and the expected values of its rows.
 *
 * @param layout the table
 * @param job the kind of the job that fills it
 * @param length the length of a window
 * @param slide the time between the starts of two windows
 * @param topics the topics of its events
 * @param truth computes what it counts
 * @param columns its columns except the key
 */
public record WindowTable(
    Layout layout,
    String job,
    Duration length,
    Duration slide,
    List<Topic<?>> topics,
    Truth truth,
    List<Column> columns) {

  /** The name of the row for events without a country or publisher. */
  static final String UNKNOWN = "UNKNOWN";

  private static final String AUCTION = "auction";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  public static final WindowTable GEO =
      of(
          Tables.HOURLY_IMPRESSIONS_BY_GEO,
          "aggregation",
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
          new ImpressionTruth((impression, request) -> ImpressionTruth.bidder(impression)),
          List.of(
              new Column("window_end", cell -> endOf(cell, FIVE_MINUTES)),
              new Column("win_count", cell -> cell.count(Topics.IMPRESSIONS)),
              new Column("revenue", Cell::revenue),
              new Column("avg_cpm", cell -> cell.meanPrice(Topics.IMPRESSIONS))));

  public static final WindowTable FUNNEL =
      of(
          Tables.HOURLY_FUNNEL_BY_PUBLISHER,
          "funnel",
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

  public static final WindowTable LANDSCAPE =
      of(
          Tables.HOURLY_BID_LANDSCAPE,
          AUCTION,
          HOUR,
          List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES, Topics.IMPRESSIONS),
          new LandscapeTruth(),
          LandscapeTruth.COLUMNS);

  public static final WindowTable LEAKAGE =
      of(
          Tables.HOURLY_FUNNEL_LEAKAGE,
          AUCTION,
          HOUR,
          List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES, Topics.IMPRESSIONS, Topics.NOTICES),
          new LeakageTruth(),
          List.of(Column.counted("requests")));

  public static final WindowTable SERVING =
      of(
          Tables.SERVING_BY_MINUTE,
          AUCTION,
          Duration.ofMinutes(1),
          Topics.FUNNEL,
          new ServingTruth(),
          List.of(
              Column.counted("impressions"),
              Column.counted("clicks"),
              new Column("spend", Cell::revenue),
              new Column("ctr", cell -> cell.rate("clicks", "impressions"))));

  public static final WindowTable REACH =
      of(
          Tables.DAILY_REACH_BY_CAMPAIGN,
          AUCTION,
          Duration.ofDays(1),
          List.of(Topics.BID_REQUESTS, Topics.BID_RESPONSES, Topics.IMPRESSIONS),
          new ReachTruth(),
          ReachTruth.COLUMNS);

  public static final WindowTable QUALITY =
      of(
          Tables.HOURLY_EVENT_QUALITY,
          AUCTION,
          HOUR,
          Topics.ALL,
          new QualityTruth(),
          QualityTruth.COLUMNS);

  public static final WindowTable RECONCILIATION =
      of(
          Tables.HOURLY_RECONCILIATION,
          AUCTION,
          HOUR,
          List.of(Topics.IMPRESSIONS, Topics.NOTICES),
          new ReconciliationTruth(false),
          ReconciliationTruth.COLUMNS);

  public static final WindowTable GAPS =
      of(
          Tables.RECONCILIATION_GAPS,
          AUCTION,
          HOUR,
          List.of(Topics.IMPRESSIONS, Topics.NOTICES),
          new ReconciliationTruth(true),
          ReconciliationTruth.COLUMNS_OF_GAPS);

  public static final List<WindowTable> ALL =
      List.of(
          GEO, BIDDER, FUNNEL, LANDSCAPE, LEAKAGE, SERVING, REACH, QUALITY, RECONCILIATION, GAPS);

  /** The jobs that read a topic, by its code. */
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

  /** A table whose windows do not overlap. */
  private static WindowTable of(
      TableDefinition<?> table,
      String job,
      Duration length,
      List<Topic<?>> topics,
      Truth truth,
      List<Column> columns) {
    return new WindowTable(Layout.ofWindows(table), job, length, length, topics, truth, columns);
  }

  /**
   * A column that is not part of the key.
   *
   * @param name the name of the column
   * @param value the expected value: a Long exactly, a Double up to rounding, null, or an {@link
   *     Expected}
   */
  record Column(String name, Function<Cell, Object> value) {

    /** A column with the count of its own name. */
    static Column counted(String name) {
      return new Column(name, cell -> cell.count(name));
    }
  }

  /** The jobs that fill windowed tables. */
  public static List<String> jobs() {
    return ALL.stream().map(WindowTable::job).distinct().toList();
  }

  /** The job that fills a table; empty if it is not a windowed table. */
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

  /**
   * For the windowed tables and {@code late_events}, a text that names the jobs that create them.
   */
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

  /** Whether the bids of a request count towards the events that it can have. */
  public boolean countsBids() {
    return job.equals(AUCTION);
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

  /** The expected values of the columns, some of which may be null. */
  public List<Object> valuesOf(Cell cell) {
    List<Object> values = new ArrayList<>(columns.size());
    columns.forEach(column -> values.add(column.value.apply(cell)));
    return values;
  }

  /** The start times, in ms, of the windows that contain a time. */
  LongStream windowsOf(long time) {
    long step = slide.toMillis();
    long last = Math.floorDiv(time, step) * step;
    return LongStream.iterate(
        last, start -> start > time - length.toMillis(), start -> start - step);
  }

  /** The watermark at which a window is complete, in ms. */
  public long finalAt(CellKey key, WindowRules rules) {
    return Math.floorDiv(key.startMicros(), 1000L) + length.toMillis() - 1 + truth.hold(rules);
  }

  /**
   * Until when all events of a window must be in its row, in ms, when the watermark has been at a
   * time. A row that is written in steps has all events that would have been late at the last step.
   */
  public long certainUntil(CellKey key, WindowRules rules, long watermark) {
    if (finalAt(key, rules) <= watermark) {
      return Expected.Row.COMPLETE;
    }
    if (truth.step().isEmpty()) {
      return Expected.Row.NOTHING;
    }
    long step = truth.step().get().toMillis();
    long lastStep = Math.floorDiv(watermark + 1 - truth.hold(rules), step) * step;
    return lastStep - 1 + truth.hold(rules) - rules.lateness();
  }

  /** The name of a row; {@link #UNKNOWN} for none. */
  static String name(String text) {
    return text == null ? UNKNOWN : text;
  }

  private static Object endOf(Cell cell, Duration length) {
    return cell.key().startMicros() + Micros.ofMillis(length.toMillis());
  }

  @Override
  public String toString() {
    return name();
  }
}
