package io.bidlake.verify.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.Tables;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;

/** The tables of windows as a person reads them. */
class WindowTablesTest {

  private static final long NOON = Micros.of(Events.NOON);
  private static final long HOUR = 3_600_000_000L;

  private final TestLake lake = new TestLake();

  @Test
  void showsTheLatestHourFirstAndInItTheLargestRevenue() {
    lake.append(
        Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO),
        List.of(
            geo(NOON, "DEU", 1234, 1.5),
            geo(NOON + HOUR, "FRA", 1, 0.25),
            geo(NOON + HOUR, "DEU", 2, 0.75)));

    assertThat(rowsOf("hourly_impressions_by_geo"))
        .containsExactly(
            "| hour (UTC)       | country | impressions | revenue USD | mean CPM USD |",
            "| 2026-02-03 13:00 | DEU     |           2 |      0.7500 |       375.00 |",
            "| 2026-02-03 13:00 | FRA     |           1 |      0.2500 |       250.00 |",
            "| 2026-02-03 12:00 | DEU     |       1,234 |      1.5000 |         1.22 |");
  }

  @Test
  void showsNoMoreThanTenRowsAndSaysHowManyThereAre() {
    for (int i = 0; i < 12; i++) {
      lake.append(
          Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(geo(NOON, "C" + i, 1, i)));
    }

    assertThat(rowsOf("hourly_impressions_by_geo")).hasSize(11);
    assertThat(rowsOf("hourly_impressions_by_geo").get(1)).contains("| C11 ");
    assertThat(text()).contains("  and 2 rows more");
  }

  @Test
  void countsOnlyRowsThatAreNotDeleted() {
    Layout geo = Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO);
    lake.append(geo, List.of(geo(NOON, "DEU", 1, 1), geo(NOON, "FRA", 1, 1)));
    lake.append(geo, List.of(geo(NOON + HOUR, "DEU", 1, 1)));
    lake.upsert(geo, geo(NOON, "DEU", 2, 2));
    lake.delete(geo, geo(NOON, "FRA", 1, 1));
    lake.appendAndDelete(geo, geo(NOON, "GBR", 1, 1));

    assertThat(text().lines().filter(line -> line.startsWith("| hourly_impressions_by_geo ")))
        .singleElement()
        .asString()
        .contains(" |    2 |     4 |            3 |");
  }

  @Test
  void showsRowsAsTheyAreAfterCorrections() {
    lake.append(
        Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), List.of(geo(NOON, "DEU", 1, 1)));
    lake.upsert(Layout.ofWindows(Tables.HOURLY_IMPRESSIONS_BY_GEO), geo(NOON, "DEU", 2, 250));

    assertThat(rowsOf("hourly_impressions_by_geo"))
        .hasSize(2)
        .last()
        .asString()
        .contains("|           2 |      250.00 |");
  }

  @Test
  void showsOfBiddersOnlyTheLatestWindow() {
    lake.append(
        Layout.ofWindows(Tables.ROLLING_METRICS_BY_BIDDER),
        List.of(bidder(0, "a", 9), bidder(1, "b", 1), bidder(1, "c", 2)));

    assertThat(rowsOf("rolling_metrics_by_bidder"))
        .containsExactly(
            "| from (UTC)       | to (UTC)         | bidder | wins | revenue USD | mean CPM USD |",
            "| 2026-02-03 12:01 | 2026-02-03 12:06 | c      |    1 |      2.0000 |       2.0000 |",
            "| 2026-02-03 12:01 | 2026-02-03 12:06 | b      |    1 |      1.0000 |       1.0000 |");
  }

  @Test
  void showsTheFunnelWithRatesInPercent() {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", NOON);
    row.put("publisher_id", "pub-1");
    row.put("bid_requests", 10_000L);
    row.put("bid_responses", 6_543L);
    row.put("impressions", 0L);
    row.put("clicks", 0L);
    row.put("fill_rate", 0.6543);
    row.put("win_rate", 0.0);
    row.put("ctr", 0.0);
    lake.append(Layout.ofWindows(Tables.HOURLY_FUNNEL_BY_PUBLISHER), List.of(row));

    assertThat(rowsOf("hourly_funnel_by_publisher"))
        .containsExactly(
            "| hour (UTC)       | publisher | requests | -> responses | -> impressions | -> clicks"
                + " | fill % | win % | CTR % |",
            "| 2026-02-03 12:00 | pub-1     |   10,000 |        6,543 |              0 |         0"
                + " |  65.43 |  0.00 |  0.00 |");
  }

  @Test
  void showsLateEventsAsCounts() {
    lake.append(Layout.LATE_EVENTS, List.of(late("b", "LATE", 1), late("a", "ORPHAN", 2)));
    lake.append(Layout.LATE_EVENTS, List.of(late("b", "LATE", 3)));

    assertThat(rowsOf("late_events"))
        .containsExactly(
            "| table that does not count them | reason | events |",
            "| a                              | ORPHAN |      1 |",
            "| b                              | LATE   |      2 |");
  }

  @Test
  void showsEmptyTablesAndLeavesMissingOnesOut() {
    lake.catalog().dropTable(TableIdentifier.of("db", "late_events"));

    assertThat(text())
        .contains("rolling_metrics_by_bidder%n(no rows)".formatted())
        .doesNotContain("late_events");
  }

  private List<String> rowsOf(String table) {
    return text()
        .lines()
        .dropWhile(line -> !line.equals(table))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.startsWith("|"))
        .toList();
  }

  private String text() {
    return TableGallery.of(lake.catalog(), "db", List.of(), 3).asText(120);
  }

  private static Map<String, Object> geo(long start, String country, long count, double revenue) {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", start);
    row.put("device_geo_country", country);
    row.put("impression_count", count);
    row.put("total_revenue", revenue);
    row.put("avg_win_price", revenue * 1000 / count);
    return row;
  }

  private static Map<String, Object> bidder(int minute, String bidder, double revenue) {
    Map<String, Object> row = new HashMap<>();
    row.put("window_start", NOON + minute * HOUR / 60);
    row.put("window_end", NOON + (minute + 5) * HOUR / 60);
    row.put("bidder_id", bidder);
    row.put("win_count", 1L);
    row.put("revenue", revenue);
    row.put("avg_cpm", revenue);
    return row;
  }

  private static Map<String, Object> late(String table, String reason, long offset) {
    Map<String, Object> row = new HashMap<>();
    row.put("table_name", table);
    row.put("reason", reason);
    row.put("topic", "clicks");
    row.put("partition", 0);
    row.put("offset", offset);
    row.put("event_id", "c");
    row.put("request_id", "r");
    row.put("event_timestamp", NOON);
    row.put("payload", "{}");
    return row;
  }
}
