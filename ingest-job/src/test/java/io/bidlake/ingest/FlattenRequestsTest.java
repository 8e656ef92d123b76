package io.bidlake.ingest;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.SenderText;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.Placement;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import io.bidlake.testing.SampleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlattenRequestsTest {

  private static final Instant RECEIVED = SampleEvents.TIME.plusSeconds(2);

  private static final List<TableDefinition<Placement>> TABLES =
      List.of(Tables.BID_REQUESTS_ENRICHED, Tables.BID_REQUESTS);

  private final FlattenRequests flattener = new FlattenRequests(Enrichments.defaults());
  private final FlowRows<Placement> rows =
      new FlowRows<>(TABLES.stream().<TableRows<Placement>>map(TableRows::asDefined).toList());
  private final RecordedCounts metrics = new RecordedCounts();
  private final BidRequest request = SampleEvents.request("r1");
  private final List<Map<String, Object>> accepted = new ArrayList<>();
  private final List<Map<String, Object>> enriched = new ArrayList<>();

  @BeforeEach
  void open() {
    flattener.open(metrics);
  }

  /** A record of a megabyte would become gigabytes of rows. */
  @Test
  void hasALongTextOfTheRequestInTheFirstRowOnly() {
    request.setId(utf8("r".repeat(300)));
    request.getSite().setDomain(utf8("d".repeat(300)));
    request.getSite().setCat(List.of(utf8("IAB1"), utf8("c".repeat(300))));
    request.getUser().setId(utf8("u".repeat(250)));
    request.setImp(Collections.nCopies(4_000, SampleEvents.imp("1", 0.5)));

    flatten();

    assertThat(enriched).hasSize(4_000);
    assertThat(enriched.get(0))
        .containsEntry("request_id", "r".repeat(300))
        .containsEntry("site_domain", "d".repeat(300));
    String hash = SenderText.hashOfLong(utf8("r".repeat(300)));
    for (Map<String, Object> row : enriched.subList(1, 4_000)) {
      assertThat(row)
          .containsEntry("request_id", hash)
          .containsEntry("site_domain", null)
          .containsEntry("site_cat", null)
          .containsEntry("user_id", "u".repeat(250))
          .containsEntry("publisher_id", "pub-1");
    }
    assertThat(accepted.get(3_999)).containsEntry("site_domain", null);

    request.setImp(Collections.nCopies(3, SampleEvents.imp("1", 0.5)));
    flatten();
    assertThat(enriched.get(4_002)).containsEntry("site_domain", "d".repeat(300));
  }

  @Test
  void fillsEveryColumn() {
    request.setExt(utf8("{\"a\":1}"));
    request.setUnmapped(utf8("{\"/b\":2}"));
    request.getImp().get(0).setExt(utf8("{\"c\":3}"));
    request
        .getSite()
        .setPage(
            utf8(
                "https://News.example.com/a/b?utm_source=s&utm_medium=m&utm_campaign=c&utm_term=t"
                    + "&utm_content=o"));

    flatten();

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("request_id", "r1");
    expected.put("imp_id", "1");
    expected.put("imp_banner_w", 300);
    expected.put("imp_banner_h", 250);
    expected.put("imp_bidfloor", 0.5);
    expected.put("site_id", "site-1");
    expected.put("site_domain", "example.com");
    expected.put("site_cat", List.of("IAB1", "IAB2"));
    expected.put("publisher_id", "pub-1");
    expected.put("device_type", 4);
    expected.put("device_os", "iOS");
    expected.put("device_geo_country", "USA");
    expected.put("device_geo_region", "CA");
    expected.put("user_id", "user-1");
    expected.put("auction_type", 1);
    expected.put("tmax", 120);
    expected.put("currency", "USD");
    expected.put("is_coppa", false);
    expected.put("is_gdpr", true);
    expected.put("event_timestamp", SampleEvents.TIME);
    expected.put("received_at", RECEIVED);
    assertThat(accepted).containsExactly(expected);

    Map<String, Object> flagged = new HashMap<>(expected);
    flagged.put("imp_bidfloorcur", "USD");
    flagged.put("imp_bidfloor_usd", 0.5);
    flagged.put("app_id", null);
    flagged.put("app_bundle", null);
    flagged.put("device_category", "Mobile Web");
    flagged.put("is_test_traffic", false);
    flagged.put("is_private_ip", false);
    flagged.put("rejection_reason", null);
    flagged.put("raw_country", null);
    flagged.put("request_ext", "{\"a\":1}");
    flagged.put("request_unmapped", "{\"/b\":2}");
    flagged.put("imp_ext", "{\"c\":3}");
    flagged.put("page_host", "news.example.com");
    flagged.put("page_domain", "example.com");
    flagged.put("page_path_depth", 2);
    flagged.put("page_domain_mismatch", false);
    flagged.put("utm_source", "s");
    flagged.put("utm_medium", "m");
    flagged.put("utm_campaign", "c");
    flagged.put("utm_term", "t");
    flagged.put("utm_content", "o");
    flagged.put("content_categories", List.of("Arts & Entertainment", "Automotive"));
    flagged.put("content_topics", List.of("Arts & Entertainment", "Automotive"));
    flagged.put("geo_country", null);
    flagged.put("geo_region", null);
    flagged.put("geo_city", null);
    flagged.put("geo_metro", null);
    flagged.put("geo_time_zone", null);
    flagged.put("geo_asn", null);
    flagged.put("geo_mismatch", null);
    flagged.put("geo_version", null);
    flagged.put("agent_browser", null);
    flagged.put("agent_browser_version", null);
    flagged.put("agent_os", null);
    flagged.put("agent_os_version", null);
    flagged.put("agent_device", null);
    flagged.put("is_declared_bot", null);
    flagged.put("agent_parser", null);
    assertThat(enriched).containsExactly(flagged);
  }

  @Test
  void addsWhatTheUserAgentSays() {
    request.getDevice().setDevicetype(2);
    request
        .getDevice()
        .setUa(
            utf8(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                    + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"));

    flatten();

    assertThat(enriched)
        .singleElement(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("agent_browser", "Safari")
        .containsEntry("agent_os", "iOS")
        .containsEntry("agent_os_version", "17.5")
        .containsEntry("agent_device", "Phone")
        .containsEntry("is_declared_bot", false)
        .containsEntry("device_type", 2)
        .containsEntry("device_category", "Mobile Web");
  }

  @Test
  void givesARowPerPlacementEachWithItsOwnValues() {
    Imp euro = SampleEvents.imp("2", 1);
    euro.setBidfloorcur(utf8("EUR"));
    euro.setBanner(null);
    request.setImp(List.of(SampleEvents.imp("1", 0.5), euro, SampleEvents.imp("3", 2)));

    flatten();

    assertThat(accepted).extracting(row -> row.get("imp_id")).containsExactly("1", "2", "3");
    assertThat(accepted).extracting(row -> row.get("imp_banner_w")).containsExactly(300, null, 300);
    assertThat(enriched)
        .extracting(row -> row.get("imp_bidfloor_usd"))
        .containsExactly(0.5, 1.16, 2.0);
  }

  @Test
  void leavesTheDollarFloorEmptyWhenTheCurrencyHasNoRate() {
    request.getImp().get(0).setBidfloorcur(utf8("XXX"));

    flatten();

    assertThat(enriched).singleElement().extracting("imp_bidfloor_usd").isNull();
    assertThat(accepted).singleElement().extracting("imp_bidfloor").isEqualTo(0.5);
  }

  @Test
  void keepsRejectedTrafficOutOfBidRequestsButNotOutOfTheEnriched() {
    request.setTest(1);

    flatten();

    assertThat(accepted).isEmpty();
    assertThat(enriched)
        .singleElement()
        .extracting("rejection_reason", "is_test_traffic")
        .containsExactly("TEST_TRAFFIC", true);
  }

  @Test
  void keepsARequestWithoutPlacementAsOneEnrichedRow() {
    flatten();
    enriched.clear();
    accepted.clear();
    request.setImp(List.of());

    flatten();

    assertThat(accepted).isEmpty();
    assertThat(enriched)
        .singleElement()
        .extracting("request_id", "imp_id", "imp_bidfloor", "imp_bidfloor_usd", "rejection_reason")
        .containsExactly("r1", null, null, null, "MISSING_IMP");
  }

  @Test
  void leavesNothingOfTheRequestBefore() {
    flatten();
    BidRequest sparse = BidRequest.newBuilder(request).build();
    sparse.setSite(null);
    sparse.setApp(SampleEvents.app("pub-2"));
    sparse.setDevice(null);
    sparse.setUser(null);
    sparse.setRegs(null);
    sparse.setCur(List.of());
    sparse.setTmax(null);

    flattener.flatten(sparse, 0, source -> rows.of(source, this::collect));

    assertThat(enriched.get(1))
        .containsEntry("publisher_id", "pub-2")
        .containsEntry("app_bundle", "com.example.app")
        .containsEntry("device_category", "Unknown");
    for (String column :
        List.of(
            "site_id",
            "site_domain",
            "site_cat",
            "device_type",
            "device_os",
            "device_geo_country",
            "device_geo_region",
            "user_id",
            "tmax",
            "currency",
            "is_coppa",
            "is_gdpr")) {
      assertThat(enriched.get(1)).as(column).containsEntry(column, null);
    }
  }

  @Test
  void takesTheFirstFormatOfABannerWithoutExactSize() {
    request.getImp().get(0).getBanner().setW(null);
    request.getImp().get(0).getBanner().setH(null);
    request.getImp().get(0).getBanner().setFormat(List.of(new Format(728, 90), new Format(1, 1)));

    flatten();

    assertThat(accepted)
        .singleElement()
        .extracting("imp_banner_w", "imp_banner_h")
        .containsExactly(728, 90);
  }

  @Test
  void takesBothHalvesOfASizeFromOneSource() {
    request.getImp().get(0).getBanner().setW(728);
    request.getImp().get(0).getBanner().setH(null);
    request.getImp().get(0).getBanner().setFormat(List.of(new Format(300, 250)));

    flatten();

    assertThat(accepted)
        .singleElement()
        .extracting("imp_banner_w", "imp_banner_h")
        .containsExactly(300, 250);
  }

  @ParameterizedTest
  @CsvSource({"de, DEU, de", "USA, USA,", "Atlantis,, Atlantis", "'',,", "' ',,"})
  void partitionsByCodesOfCountriesAloneAndKeepsWhatWasSent(String sent, String code, String raw) {
    request.getDevice().getGeo().setCountry(utf8(sent));

    flatten();

    assertThat(enriched)
        .singleElement()
        .extracting("device_geo_country", "raw_country")
        .containsExactly(code, raw);
    assertThat(accepted).singleElement().extracting("device_geo_country").isEqualTo(code);
    assertThat(metrics.counts())
        .isEqualTo(
            "Atlantis".equals(sent)
                ? Map.of("field.device.geo.country.invalidValues", 1L)
                : Map.of());
  }

  @Test
  void takesAFlagThatIsNeitherSetNorUnsetForUnknown() {
    request.getRegs().setGdpr(2);
    request.getRegs().setCoppa(-1);

    flatten();
    flatten();

    assertThat(enriched.get(1)).containsEntry("is_gdpr", null).containsEntry("is_coppa", null);
    assertThat(metrics.counts())
        .isEqualTo(
            Map.of("field.regs.gdpr.invalidValues", 2L, "field.regs.coppa.invalidValues", 2L));
  }

  @Test
  void takesBlankTextsForNone() {
    request.getSite().setDomain(utf8(""));
    request.getSite().getPublisher().setId(utf8(" "));
    request.getDevice().setOs(utf8("\t"));
    request.setCur(List.of(utf8("")));

    flatten();

    assertThat(accepted)
        .singleElement()
        .extracting("site_domain", "publisher_id", "device_os", "currency")
        .containsOnlyNulls();
  }

  @Test
  void givesNoDollarFloorThatIsNoPrice() {
    request.setImp(
        List.of(
            SampleEvents.imp("1", 1e308),
            SampleEvents.imp("2", Double.NaN),
            SampleEvents.imp("3", Double.POSITIVE_INFINITY),
            SampleEvents.imp("4", -0.0)));

    flatten();

    assertThat(enriched)
        .extracting(row -> row.get("imp_bidfloor_usd"))
        .containsExactly(null, null, null, -0.0);
  }

  private void flatten() {
    flattener.flatten(request, RECEIVED.toEpochMilli(), source -> rows.of(source, this::collect));
  }

  private void collect(int table, RowData row) {
    (table == 1 ? accepted : enriched).add(RowValues.of(TABLES.get(table).schema(), row));
  }
}
