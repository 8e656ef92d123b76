package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.BidRequest;
import io.bidlake.testing.SampleEvents;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TablesTest {

  static final List<TableDefinition<?>> ALL = Tables.ALL;

  @Test
  void namesEachTableOnce() {
    assertThat(Tables.NAMESPACE).isEqualTo("db");
    assertThat(Tables.ALL)
        .extracting(TableDefinition::name)
        .containsExactly(
            "bid_requests",
            "bid_requests_enriched",
            "bid_responses",
            "impressions",
            "clicks",
            "notices",
            "hourly_impressions_by_geo",
            "rolling_metrics_by_bidder",
            "hourly_funnel_by_publisher",
            "hourly_bid_landscape",
            "hourly_funnel_leakage",
            "serving_by_minute",
            "daily_reach_by_campaign",
            "hourly_event_quality",
            "hourly_reconciliation",
            "reconciliation_gaps",
            "dead_letters",
            "late_events",
            "maintenance_log");
  }

  @Test
  void findsATableByItsName() {
    assertThat(Tables.named("clicks")).isSameAs(Tables.CLICKS);
    assertThatThrownBy(() -> Tables.named("klicks")).isInstanceOf(NoSuchElementException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "bid_requests, event_timestamp_day day + device_geo_country identity",
    "bid_requests_enriched, event_timestamp_day day + device_geo_country identity",
    "bid_responses, event_timestamp_day day",
    "impressions, event_timestamp_day day",
    "clicks, event_timestamp_day day",
    "hourly_impressions_by_geo, window_start_day day",
    "rolling_metrics_by_bidder, window_start_day day",
    "hourly_funnel_by_publisher, window_start_day day",
    "dead_letters, received_at_day day",
    "late_events, event_timestamp_day day",
    "maintenance_log, started_at_day day"
  })
  void partitionsByDayAndBidRequestsByCountryToo(String table, String expected) {
    List<String> fields =
        Tables.named(table).partitioning().fields().stream()
            .map(field -> field.name() + " " + field.transform())
            .toList();
    assertThat(String.join(" + ", fields)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bid_requests, site_domain ASC + device_geo_country ASC",
    "bid_requests_enriched, site_domain ASC + device_geo_country ASC",
    "bid_responses, ''",
    "impressions, ''",
    "clicks, ''",
    "hourly_impressions_by_geo, ''",
    "rolling_metrics_by_bidder, ''",
    "hourly_funnel_by_publisher, ''",
    "dead_letters, ''",
    "late_events, ''",
    "maintenance_log, ''"
  })
  void sortsBidRequestsByDomainAndCountryAndOthersNot(String table, String expected) {
    TableDefinition<?> definition = Tables.named(table);
    List<String> fields =
        definition.sortOrder().fields().stream()
            .map(f -> definition.schema().findColumnName(f.sourceId()) + " " + f.direction())
            .toList();
    assertThat(String.join(" + ", fields)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bid_requests, ''",
    "dead_letters, ''",
    "hourly_impressions_by_geo, device_geo_country + window_start",
    "rolling_metrics_by_bidder, bidder_id + window_start",
    "hourly_funnel_by_publisher, publisher_id + window_start",
    "late_events, ''"
  })
  void namesTheKeyOfTablesThatHaveOneRowPerKey(String table, String expected) {
    assertThat(
            Tables.named(table).schema().identifierFieldNames().stream()
                .sorted()
                .collect(Collectors.joining(" + ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void writesParquetWithZstdInFormatVersion2(TableDefinition<?> table) {
    assertThat(table.properties())
        .containsEntry("format-version", "2")
        .containsEntry("write.format.default", "parquet")
        .containsEntry("write.parquet.compression-codec", "zstd")
        .containsEntry("write.parquet.compression-level", "3");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void saysWhatARowIsAndWhatEachColumnHolds(TableDefinition<?> table) {
    assertThat(table.description()).endsWith(".");
    assertThat(table.properties()).containsEntry("comment", table.description());
    assertThat(table.schema().columns())
        .allSatisfy(column -> assertThat(column.doc()).as(column.name()).isNotBlank());
  }

  @Test
  void saysBidRequestsAsColumnsOfTheEnrichedTableWhereTheRequestIsAccepted() {
    assertThat(Tables.BID_REQUESTS.origin()).isSameAs(Tables.BID_REQUESTS_ENRICHED);
    assertThat(Tables.BID_REQUESTS_ENRICHED.columns()).containsAll(Tables.BID_REQUESTS.columns());
    assertThat(Tables.BID_REQUESTS.has(placementOf("203.0.113.7"))).isFalse();
    assertThat(Tables.BID_REQUESTS.has(placementOf("8.8.8.8"))).isTrue();
    assertThat(Tables.BID_REQUESTS_ENRICHED.has(placementOf("203.0.113.7"))).isTrue();
  }

  @Test
  void refusesASelectionOfAColumnThatIsNotThere() {
    assertThatThrownBy(
            () ->
                Tables.CLICKS.select(
                    "some_clicks",
                    "Some clicks.",
                    TableDefinition.Layout.byDay("event_timestamp"),
                    click -> true,
                    "click_it"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clicks has no column click_it");
  }

  @Test
  void namesAFlatTableLikeItsTopic() {
    assertThat(Tables.FLAT)
        .allSatisfy(
            table -> {
              assertThat(table.name()).isEqualTo(table.topic().name().replace('-', '_'));
              assertThat(table.schema().findField(table.idColumn())).isNotNull();
            });
  }

  private static Placement placementOf(String address) {
    BidRequest request = SampleEvents.request("r1");
    request.getDevice().setIp(new Utf8(address));
    Placement placement = new Placement(Enrichments.defaults());
    placement.request(request, 0);
    return placement;
  }
}
