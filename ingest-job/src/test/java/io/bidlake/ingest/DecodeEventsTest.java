package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Click;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.Received;
import io.bidlake.tables.Tables;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.RowValues;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Flink declares that closing a harness can throw anything, an interruption included.
@SuppressWarnings("try")
class DecodeEventsTest {

  private static final TableRows<Received<Click>> CLICKS = TableRows.asDefined(Tables.CLICKS);
  private static final TableRows<DeadLetter> DEAD_LETTERS =
      TableRows.asDefined(Tables.DEAD_LETTERS);

  private static final long RECEIVED = SampleEvents.TIME.toEpochMilli() + 77;

  private final InJvmRegistry registry = new InJvmRegistry();
  private final int clickId = registry.add(Click.getClassSchema());

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void emitsRowsOfGoodRecordsAndBuriesBadOnesInTheirOrder() throws Exception {
    try (var harness = harness(registry.settings())) {
      harness.processElement(record(0, click("c1")), 0);
      harness.processElement(record(1, new byte[] {9, 9, 9, 9, 9, 9}), 0);
      harness.processElement(record(2, click("c2")), 0);

      assertThat(strings(harness.getSideOutput(CLICKS.tag()), 0)).containsExactly("c1", "c2");
      RowData letter = only(harness.getSideOutput(DEAD_LETTERS.tag()));
      assertThat(letter.getString(0)).hasToString("clicks");
      assertThat(letter.getInt(1)).isEqualTo(5);
      assertThat(letter.getLong(2)).isEqualTo(1);
      assertThat(letter.getString(3)).hasToString("NOT_WIRE_FORMAT");
      assertThat(letter.getString(4).toString()).contains("starting with 0x09");
      assertThat(letter.getBinary(5)).containsExactly(9, 9, 9, 9, 9, 9);
      assertThat(letter.getTimestamp(6, 6).getMillisecond()).isEqualTo(RECEIVED);
    }
  }

  @Test
  void buriesAnEventOfAnImpossibleTime() throws Exception {
    Click click = SampleEvents.click("c1", "i1", "r1");
    click.setEventTimestamp(Instant.ofEpochMilli(Long.MAX_VALUE));
    try (var harness = harness(registry.settings())) {
      harness.processElement(record(0, WireMessages.of(clickId, click)), 0);

      assertThat(harness.getSideOutput(CLICKS.tag())).isNull();
      RowData letter = only(harness.getSideOutput(DEAD_LETTERS.tag()));
      assertThat(letter.getString(3)).hasToString("IMPOSSIBLE_TIME");
      assertThat(letter.getTimestamp(6, 6).getMillisecond()).isEqualTo(RECEIVED);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_770_104_450_000_000_000L})
  void putsAnotherTimeInThePlaceOfAnImpossibleOneOfTheRecord(long recordTime) throws Exception {
    try (var harness = harness(registry.settings())) {
      harness.processElement(new KafkaRecord("clicks", 5, 0, recordTime, click("c1")), 0);
      harness.processElement(new KafkaRecord("clicks", 5, 1, recordTime, new byte[0]), 0);

      assertThat(receipt(only(harness.getSideOutput(CLICKS.tag())), "clicks"))
          .isEqualTo(SampleEvents.click("c1", "i1", "r1").getEventTimestamp());
      assertThat(receipt(only(harness.getSideOutput(DEAD_LETTERS.tag())), "dead_letters"))
          .isEqualTo(Instant.parse("2000-01-01T00:00:00Z"));
    }
  }

  private static Instant receipt(RowData row, String table) {
    return (Instant) RowValues.of(Tables.named(table).schema(), row).get("received_at");
  }

  @Test
  void keepsNoState() throws Exception {
    try (var harness = harness(registry.settings())) {
      harness.processElement(record(0, click("c1")), 0);
      harness.processElement(record(0, click("c1")), 0);

      assertThat(strings(harness.getSideOutput(CLICKS.tag()), 0)).containsExactly("c1", "c1");
      assertThat(harness.snapshot(1, 1).hasState()).isFalse();
    }
  }

  @Test
  void failsRatherThanBuryWhenTheRegistryIsAway() throws Exception {
    RegistrySettings nobody = new RegistrySettings("http://127.0.0.1:1", "", "", "", "");
    try (var harness = harness(nobody)) {
      assertThatThrownBy(() -> harness.processElement(record(0, click("c1")), 0))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(harness.getSideOutput(DEAD_LETTERS.tag())).isNull();
    }
  }

  private static OneInputStreamOperatorTestHarness<KafkaRecord, Void> harness(
      RegistrySettings settings) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new DecodeEvents<>(
                    Flow.flat(Tables.CLICKS),
                    EventFormats.avro(settings),
                    PossibleTimes.DEFAULTS,
                    TableRows::asDefined)));
    harness.open();
    return harness;
  }

  private byte[] click(String id) {
    return WireMessages.of(clickId, SampleEvents.click(id, "i1", "r1"));
  }

  private static KafkaRecord record(long offset, byte[] value) {
    return new KafkaRecord("clicks", 5, offset, RECEIVED, value);
  }

  private static List<String> strings(Queue<StreamRecord<RowData>> records, int column) {
    List<String> strings = new ArrayList<>();
    records.forEach(record -> strings.add(record.getValue().getString(column).toString()));
    return strings;
  }

  private static RowData only(Queue<StreamRecord<RowData>> records) {
    assertThat(records).hasSize(1);
    return records.peek().getValue();
  }
}
