package io.bidlake.model;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The columns of each table, written out: who changes one changes what others query. */
class TableColumnsTest {

  private static final String BID_REQUEST_COLUMNS =
      """
      request_id string not null
      imp_id string
      imp_banner_w int
      imp_banner_h int
      imp_bidfloor double
      site_id string
      site_domain string
      site_cat list<string>
      publisher_id string
      device_type int
      device_os string
      device_geo_country string
      device_geo_region string
      user_id string
      auction_type int not null
      tmax int
      currency string
      is_coppa boolean
      is_gdpr boolean
      event_timestamp timestamptz not null
      received_at timestamptz not null
      """;

  @Test
  void bidRequestsHasTheColumnsOfTheDesign() {
    assertThat(columns("bid_requests")).isEqualTo(BID_REQUEST_COLUMNS);
  }

  @Test
  void bidRequestsEnrichedAddsItsOwnBehindThoseOfBidRequests() {
    assertThat(columns("bid_requests_enriched"))
        .isEqualTo(
            BID_REQUEST_COLUMNS
                + """
                imp_bidfloorcur string
                imp_bidfloor_usd double
                app_id string
                app_bundle string
                device_category string not null
                is_test_traffic boolean not null
                is_private_ip boolean not null
                rejection_reason string
                """);
  }

  @Test
  void bidResponsesHasTheColumnsOfTheDesign() {
    assertThat(columns("bid_responses"))
        .isEqualTo(
            """
            response_id string not null
            request_id string not null
            imp_id string not null
            bidder_id string
            bid_price double not null
            bid_currency string not null
            ad_domain string
            creative_id string
            deal_id string
            event_timestamp timestamptz not null
            received_at timestamptz not null
            """);
  }

  @Test
  void impressionsHasTheColumnsOfTheDesign() {
    assertThat(columns("impressions"))
        .isEqualTo(
            """
            impression_id string not null
            request_id string not null
            response_id string not null
            imp_id string not null
            bidder_id string not null
            win_price double not null
            win_currency string not null
            creative_id string
            ad_domain string
            event_timestamp timestamptz not null
            received_at timestamptz not null
            """);
  }

  @Test
  void clicksHasTheColumnsOfTheDesign() {
    assertThat(columns("clicks"))
        .isEqualTo(
            """
            click_id string not null
            request_id string not null
            impression_id string not null
            imp_id string not null
            bidder_id string not null
            creative_id string
            click_url string
            event_timestamp timestamptz not null
            received_at timestamptz not null
            """);
  }

  @Test
  void deadLettersHasWhereWhyAndWhat() {
    assertThat(columns("dead_letters"))
        .isEqualTo(
            """
            topic string not null
            partition int not null
            offset long not null
            reason string not null
            error string not null
            raw_payload binary
            received_at timestamptz not null
            """);
  }

  @Test
  void hourlyImpressionsByGeoHasTheColumnsOfTheDesign() {
    assertThat(columns("hourly_impressions_by_geo"))
        .isEqualTo(
            """
            window_start timestamptz not null
            device_geo_country string not null
            impression_count long not null
            total_revenue double not null
            avg_win_price double not null
            """);
  }

  @Test
  void rollingMetricsByBidderHasTheColumnsOfTheDesign() {
    assertThat(columns("rolling_metrics_by_bidder"))
        .isEqualTo(
            """
            window_start timestamptz not null
            window_end timestamptz not null
            bidder_id string not null
            win_count long not null
            revenue double not null
            avg_cpm double not null
            """);
  }

  @Test
  void hourlyFunnelByPublisherHasTheColumnsOfTheDesign() {
    assertThat(columns("hourly_funnel_by_publisher"))
        .isEqualTo(
            """
            window_start timestamptz not null
            publisher_id string not null
            bid_requests long not null
            bid_responses long not null
            impressions long not null
            clicks long not null
            fill_rate double
            win_rate double
            ctr double
            """);
  }

  @Test
  void lateEventsSaysWhichTableMissedWhatAndWhy() {
    assertThat(columns("late_events"))
        .isEqualTo(
            """
            table_name string not null
            reason string not null
            topic string not null
            partition int not null
            offset long not null
            event_id string not null
            request_id string not null
            event_timestamp timestamptz not null
            lateness_ms long
            payload string not null
            """);
  }

  @Test
  void maintenanceLogSaysWhatWasDoneToWhichTable() {
    assertThat(columns("maintenance_log"))
        .isEqualTo(
            """
            table_name string not null
            action string not null
            started_at timestamptz not null
            ended_at timestamptz not null
            files_before long not null
            files_after long not null
            bytes_before long
            bytes_after long
            snapshot_id long
            outcome string not null
            detail string
            """);
  }

  private static String columns(String table) {
    return Tables.named(table).schema().columns().stream()
        .map(c -> "%s %s%s\n".formatted(c.name(), c.type(), c.isRequired() ? " not null" : ""))
        .collect(joining());
  }
}
