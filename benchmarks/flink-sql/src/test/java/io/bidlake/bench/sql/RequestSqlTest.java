package io.bidlake.bench.sql;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.Test;

/** Holds what the scripts say of requests to what the jobs say. */
class RequestSqlTest {

  /** Requests with one placement each, in the columns of the ingest's source. */
  private static final String REQUESTS =
      """
      CREATE TEMPORARY VIEW kafka_bid_requests AS
      SELECT
        id,
        TIMESTAMP '2026-02-03 04:05:06.789' AS event_timestamp,
        ARRAY[CAST(
          ROW('1', CAST(NULL AS ROW<w INT, h INT, f ARRAY<ROW<w INT, h INT>>>), 2.5E0, currency)
          AS ROW<
            id STRING,
            banner ROW<w INT, h INT, `format` ARRAY<ROW<w INT, h INT>>>,
            bidfloor DOUBLE,
            bidfloorcur STRING>)] AS imp,
        CASE WHEN site_publisher IS NOT NULL THEN CAST(
          ROW('s', 's.example', ARRAY['IAB1'], ROW(site_publisher))
          AS ROW<id STRING, domain STRING, cat ARRAY<STRING>, publisher ROW<id STRING>>) END AS site,
        CASE WHEN app_publisher IS NOT NULL THEN CAST(
          ROW('a', 'b', ROW(app_publisher))
          AS ROW<id STRING, bundle STRING, publisher ROW<id STRING>>) END AS app,
        CAST(NULL AS ROW<publisher ROW<id STRING>>) AS dooh,
        CAST(
          ROW(
            CAST(NULL AS ROW<country STRING, region STRING>),
            ip,
            ipv6,
            CAST(devicetype AS INT),
            CAST(NULL AS STRING))
          AS ROW<
            geo ROW<country STRING, region STRING>,
            ip STRING,
            ipv6 STRING,
            devicetype INT,
            os STRING>) AS device,
        CAST(NULL AS ROW<id STRING>) AS `user`,
        CAST(test AS INT) AS test,
        1 AS `at`,
        100 AS tmax,
        ARRAY['EUR', 'USD'] AS cur,
        CAST(ROW(0, CAST(NULL AS INT)) AS ROW<coppa INT, gdpr INT>) AS regs,
        CAST(TIMESTAMP '2026-02-03 04:05:07' AS TIMESTAMP_LTZ(3)) AS received_at
      FROM (VALUES ${rows}) AS r (${columns})
      """;

  private static final List<String> COLUMNS =
      List.of(
          "id", "currency", "ip", "ipv6", "devicetype", "site_publisher", "app_publisher", "test");

  private static final Map<String, String> PLAIN =
      Map.of("currency", "USD", "devicetype", "2", "test", "0");

  @Test
  void convertsEveryCurrencyThatHasARateAsTheJobsDo() throws Exception {
    CurrencyRates rates = CurrencyRates.defaults();
    List<String> currencies = currencies();

    assertThat(column("imp_bidfloor_usd", requests("currency", currencies)))
        .hasSize(currencies.size())
        .allSatisfy(
            (currency, usd) ->
                assertThat(usd)
                    .isEqualTo(rates.toUsd(2.5, new Utf8(currency), Instant.EPOCH).getAsDouble()));
  }

  @Test
  void leavesTheFloorOpenOfACurrencyWithoutARate() {
    assertThat(column("imp_bidfloor_usd", requests("currency", List.of("XXX"))))
        .containsEntry("XXX", null);
  }

  @Test
  void judgesIpv4AddressesAsTheJobsDo() {
    List<String> addresses =
        List.of(
            "8.8.8.8",
            "10.1.2.3",
            "11.0.0.1",
            "172.15.0.1",
            "172.16.0.1",
            "172.31.255.1",
            "172.32.0.1",
            "192.168.1.1",
            "192.169.1.1",
            "127.0.0.1",
            "169.254.1.1",
            "100.63.0.1",
            "100.64.0.1",
            "100.127.0.1",
            "100.128.0.1",
            "203.0.113.9",
            "223.1.1.1",
            "224.0.0.1",
            "255.1.1.1",
            "24.1.1.1");

    assertThat(column("is_private_ip", requests("ip", addresses)))
        .hasSize(addresses.size())
        .allSatisfy(
            (address, verdict) -> assertThat(verdict).isEqualTo(isNonPublic(address, null)));
  }

  @Test
  void judgesIpv6AddressesAsTheJobsDo() {
    List<String> addresses =
        List.of(
            "::1",
            "fd12:3456:0:0:0:0:0:1",
            "fe80:0:0:0:1:2:3:4",
            "febf:0:0:0:1:2:3:4",
            "2001:db8:0:0:0:0:0:1",
            "2a02:810:0:0:0:0:0:1",
            "2600:1700:1:2:3:4:5:6");

    assertThat(column("is_private_ip", requests("ipv6", addresses)))
        .hasSize(addresses.size())
        .allSatisfy(
            (address, verdict) -> assertThat(verdict).isEqualTo(isNonPublic(null, address)));
  }

  @Test
  void classifiesDevicesByTypeAndInventory() {
    assertThat(
            column(
                "device_category",
                List.of(
                    with("id", "computer", "devicetype", "2", "site_publisher", "pub-1"),
                    with("id", "phone's web", "devicetype", "1", "site_publisher", "pub-1"),
                    with("id", "phone's app", "devicetype", "4", "app_publisher", "pub-2"),
                    with("id", "tablet without either", "devicetype", "5"),
                    with("id", "television", "devicetype", "3", "app_publisher", "pub-2"),
                    with("id", "box", "devicetype", "7", "site_publisher", "pub-1"),
                    with("id", "connected", "devicetype", "6", "app_publisher", "pub-2"),
                    with("id", "screen", "devicetype", "8"),
                    with("id", "no type", "devicetype", null, "site_publisher", "pub-1"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "computer", "Desktop",
                "phone's web", "Mobile Web",
                "phone's app", "Mobile App",
                "tablet without either", "Unknown",
                "television", "CTV",
                "box", "CTV",
                "connected", "Connected Device",
                "screen", "Unknown",
                "no type", "Unknown"));
  }

  @Test
  void saysWhyARequestIsRejected() {
    assertThat(
            column(
                "rejection_reason",
                List.of(
                    with("id", "publisher", "site_publisher", "test-1", "ip", "10.0.0.1"),
                    with("id", "flag", "site_publisher", "pub-test-1", "test", "1"),
                    with("id", "address", "ip", "10.0.0.1"),
                    with("id", "none", "site_publisher", "pub-test-1"))))
        .containsEntry("publisher", "TEST_TRAFFIC")
        .containsEntry("flag", "TEST_TRAFFIC")
        .containsEntry("address", "NON_PUBLIC_IP")
        .containsEntry("none", null);
  }

  /** Plain requests that differ in one value, which is also their id. */
  private static List<Map<String, String>> requests(String name, List<String> values) {
    return values.stream().map(value -> with("id", value, name, value)).toList();
  }

  private static Map<String, String> with(String... namesAndValues) {
    Map<String, String> request = new HashMap<>(PLAIN);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return request;
  }

  /** A column of the requests' placements, by the request's id. */
  private static Map<String, Object> column(String name, List<Map<String, String>> requests) {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    tables.executeSql(
        REQUESTS
            .replace("${rows}", requests.stream().map(RequestSqlTest::row).collect(joining(", ")))
            .replace("${columns}", String.join(", ", COLUMNS)));
    for (String script : List.of("judged-requests.sql", "ingest/placements.sql")) {
      new SqlScript(script).statements(Map.of()).forEach(tables::executeSql);
    }
    Map<String, Object> values = new HashMap<>();
    CollectionUtil.iteratorToList(
            tables.executeSql("SELECT request_id, " + name + " FROM placements").collect())
        .forEach(row -> values.put((String) row.getField(0), row.getField(1)));
    return values;
  }

  private static String row(Map<String, String> request) {
    return COLUMNS.stream()
        .map(request::get)
        .map(value -> value == null ? "NULL" : "'" + value.replace("'", "''") + "'")
        .map(literal -> "CAST(" + literal + " AS STRING)")
        .collect(joining(", ", "(", ")"));
  }

  private static boolean isNonPublic(String ip, String ipv6) {
    Device device =
        Device.newBuilder()
            .setIp(ip == null ? null : new Utf8(ip))
            .setIpv6(ipv6 == null ? null : new Utf8(ipv6))
            .build();
    TrafficQuality quality = new TrafficQuality();
    quality.judge(
        BidRequest.newBuilder()
            .setId(new Utf8("r"))
            .setEventTimestamp(Instant.EPOCH)
            .setDevice(device)
            .build());
    return quality.isNonPublicAddress();
  }

  private static List<String> currencies() throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CurrencyRates.class.getResourceAsStream("currency-rates.csv"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.matches("[A-Z]{3},.*"))
          .map(line -> line.substring(0, 3))
          .toList();
    }
  }
}
