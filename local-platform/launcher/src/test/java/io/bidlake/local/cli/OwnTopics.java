package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Viewability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Events for the landing job: JSON in a topic that nobody has announced, and a newer version of a
 * schema in the topic of an example.
 */
record OwnTopics(LakeProbe lake, Path temp) {
  private static final String PINGS = "events.own-pings";
  private static final String VIEWS = ExampleTopics.VIEWABILITY.name();
  private static final String PING_TABLE = "landing.events_own_pings";
  private static final String VIEW_TABLE = "landing.events_viewability";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** As a user does who has just started the platform. */
  void sendFirst() throws IOException, InterruptedException {
    lake.produce(
        List.of("{\"id\": 1, \"page\": \"a\"}", "{\"id\": 2, \"page\": \"b\"}"),
        PINGS,
        "--key",
        "id");
  }

  /**
   * With fields that the tables do not have, and one that contradicts its column, which must be
   * there before.
   */
  void sendMore() throws IOException, InterruptedException {
    await().atMost(PATIENCE).until(() -> lake.hasTable("landing", "events_own_pings"));
    lake.produce(
        List.of(
            "{\"id\": \"three\", \"page\": \"c\"}",
            "{\"id\": 4, \"page\": \"d\", \"device\": {\"os\": \"Linux\"}}"),
        PINGS,
        "--key",
        "id");
    Path schema = Files.writeString(temp.resolve("viewability.avsc"), withAttention().toString());
    lake.produce(
        List.of(view("own-1", "0.25"), view("own-2", "null")),
        VIEWS,
        "--schema",
        schema.toString());
  }

  private static Schema withAttention() {
    String schema = Viewability.getClassSchema().toString();
    int end = schema.lastIndexOf(']');
    return new Schema.Parser()
        .parse(
            schema.substring(0, end)
                + ",{\"name\":\"attention\",\"type\":[\"null\",\"double\"],\"default\":null}"
                + schema.substring(end));
  }

  private static String view(String id, String attention) {
    return """
        {"event_id": "%s", "impression_id": "i", "request_id": "r", "imp_id": "1", "method": "VIDEO",\
         "viewed_at": "2026-03-01T00:00:00Z", "measured": true, "viewable": true, "attention": %s}\
        """
        .formatted(id, attention);
  }

  /**
   * Checks the rows that users see, and that the report covers them.
   *
   * @param report the report of a reconciliation that has passed
   */
  void assertLanded(JsonNode report) throws IOException, InterruptedException {
    JsonNode pings = result(report, PING_TABLE);
    assertThat(pings.path("rows").asLong()).as(report.toPrettyString()).isEqualTo(3);
    assertThat(pings.at("/letters/IRRECONCILABLE").asLong()).isEqualTo(1);
    assertThat(result(report, VIEW_TABLE).path("rows").asLong()).isGreaterThan(2);
    Map<String, JsonNode> rows =
        lake.query(
            """
            SELECT page AS k, CAST(id AS STRING) || COALESCE(device.os, '') AS v FROM %s
            UNION ALL
            SELECT event_id, CAST(attention AS STRING) FROM %s WHERE attention IS NOT NULL
            UNION ALL
            SELECT CAST(raw_payload AS STRING), reason FROM dead_letters WHERE topic = '%s'
            """
                .formatted(PING_TABLE, VIEW_TABLE, PINGS));
    assertThat(rows.entrySet())
        .extracting(row -> row.getKey() + " " + row.getValue().path("v").asText())
        .containsExactlyInAnyOrder(
            "a 1",
            "b 2",
            "d 4Linux",
            "own-1 0.25",
            "{\"id\": \"three\", \"page\": \"c\"} IRRECONCILABLE");
  }

  private static JsonNode result(JsonNode report, String table) {
    for (JsonNode landed : report.path("landing")) {
      if (landed.path("table").asText().equals(table)) {
        return landed;
      }
    }
    throw new AssertionError("no table " + table + " in " + report.toPrettyString());
  }
}
