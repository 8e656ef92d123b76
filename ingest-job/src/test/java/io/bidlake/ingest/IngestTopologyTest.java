package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.RowValues;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestTopologyTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final InJvmRegistry registry = new InJvmRegistry();
  private final StreamExecutionEnvironment env = environment();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void bringsEachEventToItsTablesAndTheUndecodableToTheDeadLetters() throws Exception {
    int requestId = registry.add(BidRequest.getClassSchema());
    int responseId = registry.add(BidResponse.getClassSchema());
    int impressionId = registry.add(Impression.getClassSchema());
    int clickId = registry.add(Click.getClassSchema());
    int noticeId = registry.add(Notice.getClassSchema());
    BidRequest twoPlacements = SampleEvents.request("r1");
    twoPlacements.setImp(List.of(SampleEvents.imp("1", 0), SampleEvents.imp("2", 1)));
    BidRequest test = SampleEvents.request("r2");
    test.setTest(1);
    byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);

    Map<String, byte[][]> topics =
        Map.of(
            "bid-requests",
            values(message(requestId, twoPlacements), poison, message(requestId, test)),
            "bid-responses",
            values(
                message(responseId, SampleEvents.response("p1", "r1", "seat-1", "seat-2")),
                message(responseId, SampleEvents.response("p2", "r2"))),
            "impressions",
            values(message(impressionId, SampleEvents.impression("i1", "r1"))),
            "clicks",
            values(message(clickId, SampleEvents.click("c1", "i1", "r1")), new byte[0]),
            "notices",
            values(message(noticeId, SampleEvents.notice("n1", "r1"))));

    Map<TableDefinition<?>, DataStream<RowData>> outputs =
        new IngestTopology(
                EventFormats.avro(registry.settings()),
                PossibleTimes.DEFAULTS,
                Flow.all(Enrichments.defaults()),
                TableRows::asDefined)
            .connect(topic -> records(topic.name(), topics.get(topic.name())));
    var requests = outputs.get(Tables.BID_REQUESTS).collectAsync();
    var enriched = outputs.get(Tables.BID_REQUESTS_ENRICHED).collectAsync();
    var responses = outputs.get(Tables.BID_RESPONSES).collectAsync();
    var impressions = outputs.get(Tables.IMPRESSIONS).collectAsync();
    var clicks = outputs.get(Tables.CLICKS).collectAsync();
    var notices = outputs.get(Tables.NOTICES).collectAsync();
    var deadLetters = outputs.get(Tables.DEAD_LETTERS).collectAsync();
    env.executeAsync();

    assertThat(rows(Tables.BID_REQUESTS, requests))
        .extracting(row -> row.get("imp_id"))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(rows(Tables.BID_REQUESTS_ENRICHED, enriched))
        .extracting(row -> row.get("request_id"))
        .containsExactlyInAnyOrder("r1", "r1", "r2");
    assertThat(rows(Tables.BID_RESPONSES, responses))
        .extracting(row -> row.get("bidder_id"), row -> row.get("bid_price"))
        .containsExactlyInAnyOrder(tuple("seat-1", 1.25), tuple("seat-2", 1.25));
    assertThat(rows(Tables.IMPRESSIONS, impressions))
        .singleElement()
        .extracting("impression_id", "win_price", "win_currency", "received_at")
        .containsExactly("i1", 1.1, "USD", SampleEvents.TIME);
    assertThat(rows(Tables.CLICKS, clicks))
        .singleElement()
        .extracting("click_id", "creative_id", "click_url")
        .containsExactly("c1", null, "https://shoes.example/spring");
    assertThat(rows(Tables.NOTICES, notices))
        .singleElement()
        .extracting("notice_id", "kind", "price", "loss_reason")
        .containsExactly("n1", "win", 1.1, null);
    assertThat(rows(Tables.DEAD_LETTERS, deadLetters))
        .extracting(
            row -> row.get("topic"),
            row -> row.get("offset"),
            row -> row.get("reason"),
            row -> new String((byte[]) row.get("raw_payload"), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            tuple("bid-requests", 1L, "NOT_WIRE_FORMAT", "poison"),
            tuple("clicks", 1L, "EMPTY", ""));
  }

  private static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    env.getConfig().enableObjectReuse();
    return env;
  }

  private static byte[][] values(byte[]... values) {
    return values;
  }

  private DataStream<KafkaRecord> records(String topic, byte[]... values) {
    List<KafkaRecord> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(
          new KafkaRecord(topic, 0, records.size(), SampleEvents.TIME.toEpochMilli(), value));
    }
    return env.fromData(records, TypeInformation.of(KafkaRecord.class));
  }

  private static byte[] message(int schemaId, SpecificRecord event) {
    return WireMessages.of(schemaId, event);
  }

  private static List<Map<String, Object>> rows(
      TableDefinition<?> table, CloseableIterator<RowData> rows) {
    List<Map<String, Object>> values = new ArrayList<>();
    rows.forEachRemaining(row -> values.add(RowValues.of(table.schema(), row)));
    return values;
  }
}
