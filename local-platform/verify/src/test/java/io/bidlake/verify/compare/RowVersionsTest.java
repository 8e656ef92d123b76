package io.bidlake.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.testing.SourceTree;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.compare.Reconciliation.Outcome;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.UpdateProperties;
import org.junit.jupiter.api.Test;

/**
 * A lake whose rows were made with two versions of the database of places, or without parsing some
 * user agents, or with another parser.
 */
class RowVersionsTest {

  private static final String OLD =
      SourceTree.geoDatabase("GeoIP2-Enterprise-Test.mmdb").toString();
  private static final String NEW = SourceTree.geoDatabase("GeoLite2-City-Test.mmdb").toString();

  private static final List<String> OF_AGENTS =
      List.of(
          "agent_browser",
          "agent_browser_version",
          "agent_os",
          "agent_os_version",
          "agent_device",
          "is_declared_bot",
          "agent_parser");

  private final TestKafka kafka = new TestKafka();
  private final TestLake lake = new TestLake();

  @Test
  void isAsItMustBeIfEachRowIsRightForItsVersion() {
    append(OLD, send("r1"), send("r2"), send("twice"));
    append(NEW, send("r3"), send("twice"), send("twice"));

    assertThat(differences(NEW + "," + OLD)).isEmpty();
    assertThat(differences(OLD + "," + NEW)).isEmpty();
  }

  @Test
  void isWrongIfARowIsNotRightForItsVersion() {
    append(OLD, send("r1"));
    KafkaEntry sent = send("r2");
    Map<Layout, List<Map<String, Object>>> rows = rows(NEW, sent);
    rows.get(Layout.BID_REQUESTS_ENRICHED).get(0).put("geo_city", "Paris");
    lake.append(rows);

    assertThat(differences(NEW + "," + OLD))
        .singleElement()
        .extracting(Difference::what)
        .isEqualTo("differs: geo_city is 'London' in Kafka, 'Paris' in the lake");
  }

  @Test
  void isWrongIfAVersionIsNotGiven() {
    append(OLD, send("r1"));
    append(NEW, send("r2"));

    assertThat(differences(NEW))
        .singleElement()
        .extracting(Difference::what)
        .asString()
        .contains("geo_version is 'GeoLite2-City 20")
        .contains("'GeoIP2-Enterprise 20");
  }

  @Test
  void isAsItMustBeIfUserAgentsWereSkippedOrParsedByAnotherParser() {
    append(OLD, sendBy("curl/8.4.0", "r1"));
    lake.append(skipped(rows(OLD, sendBy("curl/8.4.0", "r2"), sendBy("curl/8.4.0", "r2"))));
    Map<Layout, List<Map<String, Object>>> rows = rows(OLD, sendBy("curl/8.4.0", "r3"));
    Map<String, Object> row = rows.get(Layout.BID_REQUESTS_ENRICHED).get(0);
    row.put("agent_parser", "Yauaa 1.0");
    row.put("agent_browser", "cURL");
    row.put("device_category", "Connected Device");
    lake.append(rows);

    assertThat(differences(OLD)).isEmpty();
    assertThat(differences(NEW + "," + OLD)).isEmpty();
  }

  @Test
  void isWrongIfARowSaysMoreThanASkippedUserAgent() {
    Map<Layout, List<Map<String, Object>>> rows = skipped(rows(OLD, sendBy("curl/8.4.0", "r1")));
    rows.get(Layout.BID_REQUESTS_ENRICHED).get(0).put("agent_browser", "Curl");
    lake.append(rows);

    assertThat(differences(OLD))
        .singleElement()
        .extracting(Difference::what)
        .isEqualTo("differs: agent_browser is null in Kafka, 'Curl' in the lake");
  }

  @Test
  void isWrongIfThereWasNothingToSkip() {
    lake.append(skipped(rows(OLD, send("r1"))));

    assertThat(differences(OLD))
        .singleElement()
        .extracting(Difference::what)
        .isEqualTo("differs: agent_parser is null in Kafka, 'skipped' in the lake");
  }

  @Test
  void isAsItMustBeIfManyRowsAreTheSame() {
    KafkaEntry[] sent =
        IntStream.range(0, 40).mapToObj(i -> sendBy("curl/8.4.0", "r1")).toArray(KafkaEntry[]::new);
    lake.append(skipped(rows(OLD, sent)));
    append(OLD, sendBy("curl/8.4.0", "r1"), sendBy("curl/8.4.0", "r1"));

    assertThat(differences(OLD)).isEmpty();
  }

  @Test
  void isAsItMustBeIfRowsWereWrittenBeforeAColumnWasAdded() {
    lake.append(withoutAgents(rows(OLD, sendBy("curl/8.4.0", "r1"))));
    append(OLD, sendBy("curl/8.4.0", "r2"));
    assertThat(differences(OLD)).hasSize(1);

    added(Events.NOON.plusSeconds(60));

    assertThat(differences(OLD)).isEmpty();
    assertThat(differences(NEW + "," + OLD)).isEmpty();
  }

  @Test
  void isWrongIfAColumnIsMissingAlthoughItWasThere() {
    lake.append(withoutAgents(rows(OLD, sendBy("curl/8.4.0", "r1"))));
    Map<Layout, List<Map<String, Object>>> rows = rows(OLD, sendBy("curl/8.4.0", "r2"));
    rows.get(Layout.BID_REQUESTS_ENRICHED).get(0).put("agent_browser", null);
    lake.append(rows);
    added(Events.NOON.plusSeconds(60));
    assertThat(differences(OLD)).hasSize(1);

    added(Instant.EPOCH);
    assertThat(differences(OLD)).hasSize(2);
  }

  private static Map<Layout, List<Map<String, Object>>> withoutAgents(
      Map<Layout, List<Map<String, Object>>> rows) {
    for (Map<String, Object> row : rows.get(Layout.BID_REQUESTS_ENRICHED)) {
      OF_AGENTS.forEach(row::remove);
    }
    return rows;
  }

  /** As a job does that adds columns to the table. */
  private void added(Instant time) {
    UpdateProperties properties = lake.table(Layout.BID_REQUESTS_ENRICHED).updateProperties();
    OF_AGENTS.forEach(
        column ->
            properties.set(TableDefinition.addedAt(column), Long.toString(time.toEpochMilli())));
    properties.commit();
  }

  private static Map<Layout, List<Map<String, Object>>> skipped(
      Map<Layout, List<Map<String, Object>>> rows) {
    for (Map<String, Object> row : rows.get(Layout.BID_REQUESTS_ENRICHED)) {
      row.keySet().removeIf(column -> column.startsWith("agent_"));
      row.remove("is_declared_bot");
      row.put("agent_parser", "skipped");
    }
    return rows;
  }

  private KafkaEntry sendBy(String userAgent, String id) {
    BidRequest request = Events.request(id, 1);
    request.getDevice().setUa(new Utf8(userAgent));
    return kafka.send(request);
  }

  private KafkaEntry send(String id) {
    BidRequest request = Events.request(id, 1);
    request.getDevice().setIp(new Utf8("81.2.69.160"));
    return kafka.send(request);
  }

  private void append(String database, KafkaEntry... sent) {
    lake.append(rows(database, sent));
  }

  private Map<Layout, List<Map<String, Object>>> rows(String database, KafkaEntry... sent) {
    return TestLake.rowsOf(kafka.avro(), Scope.ALL, enrichments(database), List.of(sent));
  }

  private List<Difference> differences(String databases) {
    Outcome outcome =
        new Reconciliation(
                Scope.ALL,
                kafka,
                kafka.avro(),
                TestLake.LIMITS,
                enrichments(databases),
                lake.pinned(),
                (entry, event) -> {},
                ComparedRows.ALL)
            .run();
    return outcome.differences();
  }

  private static Enrichments enrichments(String databases) {
    return Enrichments.Given.read(Settings.of(List.of("--geo.database", databases), Map.of()))
        .open();
  }
}
