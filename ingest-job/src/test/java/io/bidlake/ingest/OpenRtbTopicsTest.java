package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.OpenRtbSamples.Sample;
import io.bidlake.testing.RowValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics whose records are JSON or notices. */
// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class OpenRtbTopicsTest {

  private final Map<String, List<Map<String, Object>>> rows = new TreeMap<>();

  static Stream<Sample> samples() {
    return OpenRtbSamples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void giveTheRowsOfTheSamples(Sample sample) throws Exception {
    ingest(sample.topics(), sample.feed(), sample.bytes(), sample.receivedAt());

    sample
        .rows()
        .properties()
        .forEach(
            table -> {
              assertThat(rowsOf(table.getKey()))
                  .as(table.getKey())
                  .hasSize(table.getValue().size());
              for (int i = 0; i < table.getValue().size(); i++) {
                assertRow(rowsOf(table.getKey()).get(i), table.getValue().get(i));
              }
            });
    assertThat(rowsOf("bid_requests")).hasSize(sample.acceptedRows());
    assertThat(rows.keySet())
        .allMatch(
            table ->
                sample.rows().has(table)
                    || table.equals("bid_requests")
                    || table.equals("dead_letters"));
    List<String> letters = new ArrayList<>();
    sample
        .deadLetters()
        .forEach(
            letter ->
                letters.add(
                    letter.path("document").asInt() + " " + letter.path("reason").asText()));
    assertThat(rowsOf("dead_letters"))
        .extracting(row -> row.get("document") + " " + row.get("reason"))
        .isEqualTo(letters);
  }

  @Test
  void buryWhatNoTopicTakesOnce() throws Exception {
    String pair =
        "{\"ts\":1772366399123,\"bidrequest\":{\"id\":\"r1\",\"imp\":[]},"
            + "\"bidresponse\":{\"seatbid\":[]}}";
    ingest(List.of(Topics.BID_REQUESTS), Feed.DEFAULTS, bytes(pair), Instant.EPOCH);

    assertThat(rowsOf("bid_requests_enriched")).hasSize(1);
    assertThat(rowsOf("dead_letters")).hasSize(1);
    assertThat(rowsOf("dead_letters").get(0))
        .containsEntry("reason", "UNKNOWN_EVENT")
        .containsEntry("error", "a bid response, but this topic is read for bid-requests only");
    assertThat(
            new String(
                (byte[]) rowsOf("dead_letters").get(0).get("raw_payload"), StandardCharsets.UTF_8))
        .isEqualTo(pair.replace("{\"id\":\"r1\",\"imp\":[]}", "null"));
  }

  @Test
  void takeOneEventOfANoticeThatGivesTwo() throws Exception {
    String line =
        "1772366399123 https://notice.bidlake.example/bill?a=r1&b=p1&i=1&s=seat-1&p=1.5&c=USD";
    ingest(List.of(Topics.IMPRESSIONS), Feed.DEFAULTS, bytes(line), Instant.EPOCH);
    ingest(List.of(Topics.NOTICES), Feed.DEFAULTS, bytes(line), Instant.EPOCH);
    assertThat(rows).containsOnlyKeys("impressions", "notices");

    ingest(List.of(Topics.CLICKS), Feed.DEFAULTS, bytes(line), Instant.EPOCH);
    assertThat(rowsOf("dead_letters"))
        .extracting(row -> row.get("reason"))
        .containsExactly("UNKNOWN_EVENT");
  }

  @Test
  void buryADocumentOfAnImpossibleTimeWithItsBytes() throws Exception {
    String good = "{\"ts\":1772366399123,\"id\":\"r1\",\"imp\":[]}";
    String bad = "{\"ts\":1,\"id\":\"r2\",\"imp\":[]}";
    ingest(List.of(Topics.BID_REQUESTS), Feed.DEFAULTS, bytes(bad + "\n" + good), Instant.now());

    assertThat(rowsOf("bid_requests_enriched"))
        .extracting(row -> row.get("request_id"))
        .containsExactly("r1");
    assertThat(rowsOf("dead_letters").get(0))
        .containsEntry("reason", "IMPOSSIBLE_TIME")
        .containsEntry("document", 1);
    assertThat((byte[]) rowsOf("dead_letters").get(0).get("raw_payload")).isEqualTo(bytes(bad));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void ingest(
      List<Topic<? extends SpecificRecord>> topics, Feed feed, byte[] value, Instant receivedAt)
      throws Exception {
    for (Flow<?, ?> flow : Flow.all(Enrichments.defaults())) {
      if (topics.contains(flow.topic())) {
        ingest(flow, formats(topics, feed), value, receivedAt);
      }
    }
  }

  /** All topics are one of Kafka. */
  private static EventFormats formats(List<Topic<? extends SpecificRecord>> topics, Feed feed) {
    List<String> args = new ArrayList<>();
    for (Topic<?> topic : topics) {
      TopicFormat format =
          TopicFormat.OPENRTB_JSON.carries(topic) ? TopicFormat.OPENRTB_JSON : TopicFormat.NOTICES;
      args.addAll(List.of("--topic." + topic.name(), "feed"));
      args.addAll(List.of("--topic." + topic.name() + ".format", format.spelled()));
    }
    Settings settings = Settings.of(args, Map.of());
    EventFormats formats = EventFormats.read(settings, KafkaSettings.read(settings));
    settings.check();
    return new EventFormats(formats.registry(), feed, formats.ofTopics());
  }

  private <T extends SpecificRecord, S> void ingest(
      Flow<T, S> flow, EventFormats formats, byte[] value, Instant receivedAt) throws Exception {
    PossibleTimes anyTime =
        new PossibleTimes(PossibleTimes.DEFAULTS.earliest(), PossibleTimes.DEFAULTS.ahead());
    try (var harness =
        new OneInputStreamOperatorTestHarness<KafkaRecord, Void>(
            new ProcessOperator<>(
                new DecodeEvents<>(flow, formats, anyTime, TableRows::asDefined)))) {
      harness.open();
      harness.processElement(new KafkaRecord("feed", 0, 0, receivedAt.toEpochMilli(), value), 0);
      List<TableDefinition<?>> tables = new ArrayList<>(flow.tables());
      tables.add(Tables.DEAD_LETTERS);
      for (TableDefinition<?> table : tables) {
        var output = harness.getSideOutput(TableRows.asDefined(table).tag());
        if (output != null) {
          for (StreamRecord<RowData> row : output) {
            rows.computeIfAbsent(table.name(), name -> new ArrayList<>())
                .add(RowValues.of(table.schema(), row.getValue()));
          }
        }
      }
    }
  }

  private List<Map<String, Object>> rowsOf(String table) {
    return rows.getOrDefault(table, List.of());
  }

  private static void assertRow(Map<String, Object> row, JsonNode expected) {
    Map<String, Object> actual = new HashMap<>(row);
    expected
        .properties()
        .forEach(
            column -> {
              Object value = actual.get(column.getKey());
              JsonNode wanted = column.getValue();
              if (value instanceof Double number && wanted.isNumber()) {
                assertThat(number)
                    .as(column.getKey())
                    .isCloseTo(wanted.asDouble(), within(Math.abs(wanted.asDouble()) * 1e-9));
              } else if (value instanceof List<?> list) {
                List<String> texts = new ArrayList<>();
                wanted.forEach(each -> texts.add(each.asText()));
                assertThat(list).as(column.getKey()).isEqualTo(texts);
              } else if (value instanceof Instant time) {
                assertThat(time).as(column.getKey()).isEqualTo(Instant.parse(wanted.asText()));
              } else {
                assertThat(String.valueOf(value))
                    .as(column.getKey())
                    .isEqualTo(wanted.asText("null"));
              }
            });
  }
}
