package io.bidlake.landing;

import static io.bidlake.landing.LandingRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.landing.table.Limits;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.testing.InJvmRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What senders send does not decide what it costs. */
class LandingLimitsTest {

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
  void addsALimitedNumberOfColumnsInAnHour() throws Exception {
    List<TopicRecord> records = new ArrayList<>();
    records.add(json(TOPIC, 0, "{\"id\": 1}"));
    for (int i = 1; i <= 20; i++) {
      records.add(json(TOPIC, i, "{\"key%d\": 1, \"other%d\": 1}".formatted(i, i)));
    }
    records.add(json(TOPIC, 21, "{\"id\": 2}"));

    run.with(new Limits(10, 10, 1_000)).land(records);

    assertThat(run.rows("events_views"))
        .map(row -> row.getField("kafka_offset"))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 21L);
    assertThat(run.deadLetters())
        .hasSize(15)
        .allSatisfy(letter -> assertThat(letter.getField("reason")).isEqualTo("OVER_LIMIT"));
    assertThat(run.deadLetters().get(0).getField("error"))
        .isEqualTo(
            "the record needs 2 new columns besides 10, but at most 10 columns may be added in an"
                + " hour");
    assertThat(run.table("events_views").schemas()).hasSize(6);
  }

  @Test
  void landsAsManyColumnsAsATableMayHave() throws Exception {
    String wide =
        IntStream.range(0, 300)
            .mapToObj("\"field%d\": 1"::formatted)
            .collect(Collectors.joining(", ", "{", "}"));

    run.with(new Limits(10, 10, 300)).land(List.of(json(TOPIC, 0, wide)));
    run.with(new Limits(10, 10, 300))
        .land(List.of(json("events.other", 1, wide.replace("}", ", \"more\": 1}"))));

    assertThat(run.rows("events_views").get(0).getField("field299")).isEqualTo(1L);
    assertThat(run.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getField("reason")).isEqualTo("OVER_LIMIT"));
  }

  @Test
  void storesValuesOfManyLevelsOnlyToADepth() throws Exception {
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);

    run.land(List.of(json(TOPIC, 0, "{\"b\": 1}"), json(TOPIC, 1, deep)));

    assertThat(run.rows("events_views")).hasSize(1);
    assertThat(run.deadLetters().get(0).getField("error")).asString().contains("at most 32 levels");
  }

  @Test
  void createsNoTableForARecordThatNoneCanStore() throws Exception {
    String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);

    run.land(List.of(json(TOPIC, 0, deep), json("events.others", 0, "{\"b\": 1}")));

    assertThat(run.deadLetters().get(0).getField("reason")).isEqualTo("IRRECONCILABLE");
    assertThat(run.tables()).containsExactly("events_others");
  }

  @Test
  void makesDeadLettersOfRecordsWithImpossibleTimes() throws Exception {
    TopicRecord none = json(TOPIC, 0, "{\"b\": 1}");
    none.timestamp = -1;
    TopicRecord ahead = json(TOPIC, 1, "{\"b\": 1}");
    ahead.timestamp = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    run.land(List.of(none, ahead, json(TOPIC, 2, "{\"b\": 1}")));

    assertThat(run.rows("events_views")).hasSize(1);
    assertThat(run.deadLetters())
        .hasSize(2)
        .allSatisfy(letter -> assertThat(letter.getField("reason")).isEqualTo("IMPOSSIBLE_TIME"));
  }

  @Test
  void makesDeadLettersWhenAnotherProgramHasMadeTheTableUnfit() throws Exception {
    run.land(List.of(json(TOPIC, 0, "{\"b\": 1}"), json("events.others", 0, "{\"b\": 1}")));
    run.table("events_views").updateSchema().deleteColumn("kafka_key").commit();
    run.table("events_others").updateProperties().set("bidlake.topic", "events.mine").commit();

    run.land(List.of(json(TOPIC, 1, "{\"b\": 1}"), json("events.others", 1, "{\"b\": 1}")));

    assertThat(run.rows("events_views")).hasSize(1);
    assertThat(run.deadLetters())
        .map(letter -> letter.getField("error"))
        .containsExactlyInAnyOrder(
            "table lake.landing.events_views cannot store the topic: column kafka_key must be binary",
            "table lake.landing.events_others cannot store the topic: it is that of topic events.mine");
  }

  @Test
  void addsADroppedColumnAnewAndWritesToIt() throws Exception {
    run.land(List.of(json(TOPIC, 0, "{\"a\": 1, \"b\": 1}")));
    run.table("events_views").updateSchema().deleteColumn("b").commit();
    run.table("events_views")
        .updateSchema()
        .addColumn("c", Types.StringType.get())
        .moveFirst("c")
        .renameColumn("a", "z")
        .commit();

    run.land(
        List.of(
            json(TOPIC, 1, "{\"a\": 2, \"b\": 2}"), json(TOPIC, 2, "{\"z\": 3, \"c\": \"x\"}")));

    assertThat(run.deadLetters()).isEmpty();
    assertThat(run.rows("events_views"))
        .map(row -> row.getField("z"))
        .containsExactly(1L, null, 3L);
    assertThat(run.rows("events_views"))
        .map(row -> row.getField("a"))
        .containsExactly(null, 2L, null);
    assertThat(run.rows("events_views"))
        .map(row -> row.getField("b"))
        .containsExactly(null, 2L, null);
    assertThat(run.rows("events_views"))
        .map(row -> row.getField("c"))
        .containsExactly(null, null, "x");
  }
}
