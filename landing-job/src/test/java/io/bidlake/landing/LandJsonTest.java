package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.testing.InJvmRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Lands JSON of any shape. */
class LandJsonTest {

  @RegisterExtension static final MiniClusterExtension FLINK = Flink.cluster();

  private static final String TOPIC = "events.views";

  @TempDir Path folder;
  private final InJvmRegistry registry = new InJvmRegistry();
  private LandingRun run;

  @BeforeEach
  void prepare() {
    run = new LandingRun(folder, registry.settings());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void infersTheColumnsOfNewFieldsAsTheyCome() throws Exception {
    run.land(
        List.of(
            json(TOPIC, 0, "{\"id\": 1, \"ok\": true, \"empty\": null, \"none\": [], \"nil\": {}}"),
            json(TOPIC, 1, "{\"id\": 2, \"share\": 0.5, \"tags\": [\"a\", null]}"),
            json(
                TOPIC,
                2,
                "{\"user\": {\"id\": \"u\"}, \"empty\": \"now\", \"imps\": [{\"w\": 1}, {\"h\": 2}]}"),
            json(TOPIC, 3, "{\"user\": {\"age\": 7}, \"share\": 2}")));

    assertThat(run.deadLetters()).isEmpty();
    List<Record> rows = run.rows("events_views");
    assertThat(rows).map(row -> row.getField("id")).containsExactly(1L, 2L, null, null);
    assertThat(rows).map(row -> row.getField("ok")).containsExactly(true, null, null, null);
    assertThat(rows).map(row -> row.getField("empty")).containsExactly(null, null, "now", null);
    assertThat(rows).map(row -> row.getField("share")).containsExactly(null, 0.5, null, 2.0);
    assertThat(rows.get(1).getField("tags").toString()).isEqualTo("[a, null]");
    assertThat(((Record) rows.get(2).getField("user")).getField("id")).isEqualTo("u");
    assertThat(((Record) rows.get(3).getField("user")).getField("age")).isEqualTo(7L);
    assertThat(rows.get(2).getField("imps").toString())
        .isEqualTo("[Record(1, null), Record(null, 2)]");
    assertThat(rows.get(0).struct().field("none")).isNull();
    assertThat(rows.get(0).struct().field("nil")).isNull();
  }

  /** Else the rows of a topic would depend on which of its partitions is read first. */
  @Test
  void storesValuesThatTellNoTypeAsNullWhetherOrNotTheirColumnExists() throws Exception {
    String nothing = "{\"list\": [], \"lists\": [[]], \"o\": {\"list\": []}, \"given\": []}";
    run.withRules(
        """
        topics:
          events.views:
            columns: {given: list<long>}
        """);
    run.land(
        List.of(
            json(TOPIC, 0, nothing),
            json(TOPIC, 1, "{\"list\": [1], \"lists\": [[], [1]], \"o\": {\"list\": [1]}}"),
            json(TOPIC, 2, nothing)));

    assertThat(run.deadLetters()).isEmpty();
    List<Record> rows = run.rows("events_views");
    assertThat(rows.get(1).getField("lists").toString()).isEqualTo("[[], [1]]");
    for (Record row : List.of(rows.get(0), rows.get(2))) {
      assertThat(row.getField("list")).isNull();
      assertThat(row.getField("lists")).isNull();
      assertThat(row.getField("o")).isNull();
      assertThat(row.getField("given")).as("whose type a rule gives").isEqualTo(List.of());
    }
  }

  @Test
  void namesColumnsAsAllEnginesCanSpellThem() throws Exception {
    run.land(
        List.of(
            json(TOPIC, 0, "{\"a-b\": 1, \"1st\": 2, \"select\": 3, \"KAFKA_OFFSET\": 4}"),
            json(TOPIC, 1, "{\"A-B\": 5}")));

    List<Record> rows = run.rows("events_views");
    assertThat(rows).map(row -> row.getField("a_b")).containsExactly(1L, 5L);
    assertThat(rows.get(0).getField("_1st")).isEqualTo(2L);
    assertThat(rows.get(0).getField("select")).isEqualTo(3L);
    assertThat(rows.get(0).getField("KAFKA_OFFSET_")).isEqualTo(4L);
    assertThat(rows.get(0).getField("kafka_offset")).isEqualTo(0L);
  }

  @Test
  void makesDeadLettersOfWhatCannotBeStored() throws Exception {
    run.land(
        List.of(
            json(TOPIC, 0, "{\"count\": 1, \"share\": 0.5, \"name\": \"x\"}"),
            json(TOPIC, 1, "{\"count\": 1.5}"),
            json(TOPIC, 2, "{\"share\": 9007199254740993}"),
            json(TOPIC, 3, "{\"name\": 7}"),
            json(TOPIC, 4, "{\"name\": {\"first\": \"x\"}}"),
            json(TOPIC, 5, "{\"id\": 1, \"ID\": 2}"),
            json(TOPIC, 6, "[1]"),
            json(TOPIC, 7, "{\"a\": 1"),
            json(TOPIC, 8, "{\"a\": 1, \"a\": 2}"),
            json(TOPIC, 9, ""),
            json(TOPIC, 10, "{} {}"),
            json(TOPIC, 11, "{\"mixed\": [1, \"a\"]}"),
            json(TOPIC, 12, "{\"huge\": 1e400}"),
            json(TOPIC, 13, "{\"count\": 2}")));

    assertThat(run.rows("events_views"))
        .map(row -> row.getField("kafka_offset"))
        .containsExactly(0L, 13L);
    assertThat(run.deadLetters())
        .map(letter -> letter.getField("offset") + " " + letter.getField("reason"))
        .containsExactly(
            "1 IRRECONCILABLE",
            "2 IRRECONCILABLE",
            "3 IRRECONCILABLE",
            "4 IRRECONCILABLE",
            "5 NAME_COLLISION",
            "6 MALFORMED",
            "7 MALFORMED",
            "8 MALFORMED",
            "9 EMPTY",
            "10 MALFORMED",
            "11 IRRECONCILABLE",
            "12 IRRECONCILABLE");
  }

  @Test
  void appliesRules() throws Exception {
    run.withRules(
            """
            topics:
              events.views:
                table: views
                format: json
                partition-by: hour(at)
                sort-by: [campaign]
                leave-out: [debug, device.serial]
                hash: [device.ifa]
                rename: {ID: upper_id}
                retention: 30d
                columns:
                  at: timestamptz
                  price: decimal(10, 2)
                  share: double
                  extra: string
                  params: map<string, string>
            """)
        .land(
            List.of(
                json(
                    TOPIC,
                    0,
                    """
                    {"at": "2025-10-09T09:00:00.123456+02:00", "id": 1, "ID": 2, "debug": {"x": 1},
                     "device": {"serial": "s", "ifa": "i", "os": "o"}, "price": "1.50", "share": 1,
                     "extra": {"any": [1]}, "params": {"k": "v", "n": 7}, "campaign": "c"}"""),
                json(TOPIC, 1, "{\"at\": 1759993200000, \"price\": 2.5, \"extra\": \"text\"}"),
                json(TOPIC, 2, "{\"at\": \"yesterday\"}"),
                json(TOPIC, 3, "{\"price\": 1.005}"),
                json(TOPIC, 4, "{\"at\": 9759993200000}")));

    assertThat(run.tables()).containsExactly("views");
    assertThat(run.table("views").spec().fields())
        .singleElement()
        .extracting(field -> field.name())
        .isEqualTo("at_hour");
    assertThat(run.table("views").sortOrder().fields()).hasSize(1);
    assertThat(run.table("views").properties()).containsEntry("bidlake.retention", "2592000000");
    assertThat(run.deadLetters())
        .map(letter -> letter.getField("offset") + " " + letter.getField("reason"))
        .containsExactly("2 IRRECONCILABLE", "3 IRRECONCILABLE", "4 IMPOSSIBLE_TIME");
    List<Record> rows = run.rows("views");
    Record first = rows.get(0);
    assertThat(first.getField("at")).hasToString("2025-10-09T07:00:00.123456Z");
    assertThat(first.getField("id")).isEqualTo(1L);
    assertThat(first.getField("upper_id")).isEqualTo(2L);
    assertThat(first.struct().field("debug")).isNull();
    Record device = (Record) first.getField("device");
    assertThat(device.struct().field("serial")).isNull();
    assertThat(device.getField("os")).isEqualTo("o");
    // echo -n i | openssl dgst -sha256 -hmac secret
    assertThat(device.getField("ifa"))
        .isEqualTo("a833456016410ae8cd7975cd99e2dbe0302556b91381db8bd1b859e720b1fdb8");
    assertThat(first.getField("price")).isEqualTo(new BigDecimal("1.50"));
    assertThat(first.getField("share")).isEqualTo(1.0);
    assertThat(first.getField("extra")).isEqualTo("{\"any\":[1]}");
    assertThat(rows.get(1).getField("extra")).isEqualTo("text");
    assertThat(rows.get(1).getField("at")).hasToString("2025-10-09T07:00Z");
    assertThat(first.getField("params")).isEqualTo(Map.of("k", "v", "n", "7"));
  }

  @Test
  void leavesOutRepeatedRecordsWithinTheTimeOfTheRule() throws Exception {
    var late = json(TOPIC, 3, "{\"id\": \"a\", \"n\": 3}");
    late.timestamp += 3_600_000;
    run.withParallelism(2)
        .withRules(
            """
            topics:
              /events\\..*/:
                deduplicate: {by: [id], within: 1h}
            """)
        .land(
            List.of(
                json(TOPIC, 0, "{\"id\": \"a\", \"n\": 0}"),
                json(TOPIC, 1, "{\"id\": \"b\", \"n\": 1}"),
                json(TOPIC, 2, "{\"id\": \"a\", \"n\": 2}"),
                late,
                json("events.other", 4, "{\"id\": \"a\"}"),
                json(TOPIC, 5, "{\"n\": 5}"),
                json(TOPIC, 6, "{\"n\": 6}"),
                json(TOPIC, 7, "no JSON")));

    assertThat(run.rows("events_views"))
        .map(row -> row.getField("n"))
        .containsExactly(0L, 1L, 3L, 5L, 6L);
    assertThat(run.rows("events_other")).hasSize(1);
    assertThat(run.deadLetters()).hasSize(1);
  }
}
