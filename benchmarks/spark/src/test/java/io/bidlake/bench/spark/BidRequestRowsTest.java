package io.bidlake.bench.spark;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Dooh;
import io.bidlake.model.Format;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import io.bidlake.tables.Tables;
import io.bidlake.testing.SampleEvents;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BidRequestRowsTest {

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private final BidRequest request = SampleEvents.request("r1");

  @Test
  void fillsEveryColumnInTheOrderOfTheTables() {
    Dataset<Row> enriched = enriched();

    assertThat(enriched.columns())
        .containsExactlyElementsOf(
            Tables.BID_REQUESTS_ENRICHED.schema().columns().stream()
                .map(NestedField::name)
                .toList());
    assertThat(BidRequestRows.accepted(enriched).columns())
        .containsExactlyElementsOf(
            Tables.BID_REQUESTS.schema().columns().stream().map(NestedField::name).toList());
    Map<String, Object> expected = new HashMap<>();
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
    expected.put("event_timestamp", Timestamp.from(SampleEvents.TIME));
    expected.put("received_at", Timestamp.from(LocalSpark.RECEIVED));
    assertThat(rows(BidRequestRows.accepted(enriched))).containsExactly(expected);

    expected.put("imp_bidfloorcur", "USD");
    expected.put("imp_bidfloor_usd", 0.5);
    expected.put("app_id", null);
    expected.put("app_bundle", null);
    expected.put("device_category", "Mobile Web");
    expected.put("is_test_traffic", false);
    expected.put("is_private_ip", false);
    expected.put("rejection_reason", null);
    Tables.BID_REQUESTS_ENRICHED
        .schema()
        .columns()
        .forEach(column -> expected.putIfAbsent(column.name(), null));
    assertThat(rows(enriched)).containsExactly(expected);
  }

  @Test
  void givesARowPerPlacementEachWithItsOwnValues() {
    Imp euro = SampleEvents.imp("2", 1);
    euro.setBidfloorcur(utf8("EUR"));
    euro.setBanner(null);
    Imp unknown = SampleEvents.imp("3", 2);
    unknown.setBidfloorcur(utf8("XXX"));
    unknown.getBanner().setW(null);
    unknown.getBanner().setH(null);
    unknown.getBanner().setFormat(List.of(new Format(728, 90), new Format(1, 1)));
    request.setImp(List.of(SampleEvents.imp("1", 0.5), euro, unknown));

    assertThat(rows(enriched()))
        .extracting(row -> Arrays.asList(row.get("imp_id"), row.get("imp_banner_w")))
        .containsExactly(
            Arrays.asList("1", 300), Arrays.asList("2", null), Arrays.asList("3", 728));
    assertThat(rows(enriched()))
        .extracting(row -> row.get("imp_bidfloor_usd"))
        .containsExactly(0.5, 1.16, null);
  }

  @Test
  void keepsARequestWithoutPlacementAsOneEnrichedRow() {
    request.setImp(List.of());

    assertRejected("MISSING_IMP");
    assertThat(rows(enriched()))
        .singleElement()
        .extracting("imp_id", "imp_bidfloor")
        .containsOnlyNulls();
  }

  @Test
  void leavesEmptyWhatTheRequestDoesNotSay() {
    request.setSite(null);
    request.setDevice(null);
    request.setUser(null);
    request.setRegs(null);
    request.setCur(List.of());
    request.setTmax(null);

    Map<String, Object> row = rows(BidRequestRows.accepted(enriched())).get(0);

    assertThat(
            row.entrySet().stream().filter(cell -> cell.getValue() == null).map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "site_id",
            "site_domain",
            "site_cat",
            "publisher_id",
            "device_type",
            "device_os",
            "device_geo_country",
            "device_geo_region",
            "user_id",
            "tmax",
            "currency",
            "is_coppa",
            "is_gdpr");
  }

  @Test
  void takesThePublisherOfTheAppAndOfTheScreen() {
    request.setSite(null);
    request.setApp(SampleEvents.app("pub-2"));
    assertThat(rows(enriched()))
        .singleElement()
        .extracting("publisher_id", "app_bundle", "device_category")
        .containsExactly("pub-2", "com.example.app", "Mobile App");

    request.setApp(null);
    request.setDooh(
        Dooh.newBuilder()
            .setPublisher(Publisher.newBuilder().setId(utf8("pub-3")).build())
            .build());
    assertThat(rows(enriched()))
        .singleElement()
        .extracting("publisher_id", "device_category")
        .containsExactly("pub-3", "Unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "1, Mobile Web",
    "2, Desktop",
    "3, CTV",
    "4, Mobile Web",
    "5, Mobile Web",
    "6, Connected Device",
    "7, CTV",
    "8, Unknown"
  })
  void classifiesTheDevice(int type, String category) {
    request.getDevice().setDevicetype(type);

    assertThat(rows(enriched())).singleElement().extracting("device_category").isEqualTo(category);
  }

  @Test
  void rejectsTestsByFlagAndByPublisher() {
    request.setTest(1);
    assertRejected("TEST_TRAFFIC");
    request.setTest(0);
    request.setSite(SampleEvents.site("test-7"));
    assertRejected("TEST_TRAFFIC");
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3", "127.0.0.1", "169.254.3.4", "172.16.0.1", "172.31.255.1", "192.168.1.1"})
  void rejectsPrivateAddresses(String address) {
    request.setDevice(SampleEvents.device(address));
    assertRejected("NON_PUBLIC_IP");
  }

  @ParameterizedTest
  @CsvSource({"::1", "fe80::1", "febf::1", "fd12:3456::1", "fc00::1"})
  void rejectsPrivateAddressesOfVersion6(String address) {
    request.setDevice(SampleEvents.device(null));
    request.getDevice().setIpv6(utf8(address));
    assertRejected("NON_PUBLIC_IP");
  }

  @ParameterizedTest
  @CsvSource({"100.1.2.3", "11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "17.2.1.1"})
  void acceptsPublicAddressesThatLookAlike(String address) {
    request.setDevice(SampleEvents.device(address));
    assertThat(rows(BidRequestRows.accepted(enriched()))).hasSize(1);
  }

  @Test
  void rejectsFaultyRequestsWithTheFirstReasonThatApplies() {
    request.setTest(1);
    request.setImp(List.of(SampleEvents.imp("1", 1), SampleEvents.imp("2", -0.01)));
    assertRejected("NEGATIVE_FLOOR");
    request.setImp(List.of(SampleEvents.imp("1", Double.NaN)));
    assertRejected("NEGATIVE_FLOOR");
    request.setApp(SampleEvents.app("pub-2"));
    assertRejected("AMBIGUOUS_INVENTORY");
    request.setImp(List.of(SampleEvents.imp("1", 1), SampleEvents.imp("", 1)));
    assertRejected("MISSING_IMP_ID");
    request.setId(utf8(""));
    assertRejected("MISSING_REQUEST_ID");
  }

  @Test
  void decodesEachRecordOnce() {
    String plan = BidRequestRows.accepted(enriched()).queryExecution().optimizedPlan().toString();

    assertThat(plan).containsOnlyOnce("from_avro(");
  }

  private void assertRejected(String reason) {
    Dataset<Row> enriched = enriched();
    assertThat(rows(enriched))
        .isNotEmpty()
        .extracting(row -> row.get("rejection_reason"))
        .containsOnly(reason);
    assertThat(rows(BidRequestRows.accepted(enriched))).isEmpty();
  }

  private Dataset<Row> enriched() {
    return new BidRequestRows(UsdRates.ofBidlake())
        .enriched(SPARK.events(BidRequestRows.FIELDS, request));
  }

  private static List<Map<String, Object>> rows(Dataset<Row> rows) {
    return LocalSpark.collect(rows);
  }
}
