package io.bidlake.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.compare.Reconciliation.Outcome;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.TopicResult;
import io.bidlake.verify.rows.EventSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic of Kafka with requests and responses as JSON, beside topics of Avro. */
class JsonTopicTest {

  private static final String BROKEN = "{broken\n";

  private final TestKafka kafka = new TestKafka();
  private final TestLake lake = new TestLake();
  private final List<String> events = new ArrayList<>();
  private final EventSource source =
      new EventSource(
          kafka,
          new KafkaSettings(
              "",
              Map.of("bid-responses", "bid-requests"),
              Map.of(
                  "bid-requests",
                  TopicFormat.OPENRTB_JSON,
                  "bid-responses",
                  TopicFormat.OPENRTB_JSON),
              Map.of()),
          Feed.DEFAULTS);
  private Map<Layout, List<Map<String, Object>>> rows;

  @BeforeEach
  void send() {
    String json =
        "{\"id\":\"r\",\"imp\":{\"id\":1}}"
            + BROKEN
            + "{\"id\":\"r\",\"seatbid\":{\"seat\":\"s\",\"bid\":{\"impid\":1,\"price\":2}}}\n"
            + BROKEN
            + "{}";
    List<KafkaEntry> sent =
        List.of(
            kafka.sendBytes(Topics.BID_REQUESTS, json.getBytes(StandardCharsets.UTF_8)),
            kafka.send(Events.click("r", "c")),
            kafka.sendBytes(Topics.CLICKS, new byte[] {9}));
    rows = TestLake.rowsOf(source, Scope.ALL, sent);
  }

  @Test
  void hasRowsAndDeadLettersOfEachDocument() {
    lake.append(rows);

    Outcome outcome = verify();

    assertThat(outcome.differences()).isEmpty();
    assertThat(rows.get(Layout.DEAD_LETTERS)).hasSize(4);
    assertThat(outcome.topics())
        .startsWith(
            new TopicResult("bid-requests", 1, 3, 0), new TopicResult("bid-responses", 1, 0, 0));
    assertThat(events).containsExactly("bid-requests@0", "bid-responses@0", "clicks@1");
  }

  @Test
  void findsADeadLetterThatIsLacking() {
    rows.get(Layout.DEAD_LETTERS).remove(1);
    lake.append(rows);

    assertThat(onlyDifference().id()).isEqualTo("bid-requests/0/0/4");
    assertThat(onlyDifference().what()).startsWith("missing: 1 row in Kafka");
  }

  private Difference onlyDifference() {
    List<Difference> differences = verify().differences();
    assertThat(differences).hasSize(1);
    return differences.get(0);
  }

  private Outcome verify() {
    return new Reconciliation(
            Scope.ALL,
            kafka,
            source,
            TestLake.LIMITS,
            TestEnrichments.usual(),
            lake.pinned(),
            (entry, event) -> events.add(entry.topic() + "@" + entry.offset()),
            ComparedRows.ALL)
        .run();
  }
}
