package io.bidlake.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.kafka.RecordId;
import io.bidlake.verify.layout.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  private final TestLake lake = new TestLake();
  private final Tally tally = new Tally();
  private final Set<RecordId> sent = new HashSet<>();

  @BeforeEach
  void buryLetters() {
    lake.append(
        Layout.DEAD_LETTERS,
        List.of(
            row("clicks", 1, "UNKNOWN_SCHEMA", NOON, 1, 2),
            row("clicks", 2, "MALFORMED", NOON.plusSeconds(60), 3),
            row("clicks", 3, "EMPTY", NOON),
            row("taps", 4, "UNKNOWN_SCHEMA", NOON.minusSeconds(60), 4),
            row("gone", 5, "UNKNOWN_SCHEMA", NOON, 5)));
  }

  @Test
  void takesAllThatCanBeSentAndCountsTheRest() {
    List<Letter> letters = letters();

    assertThat(offsets(letters)).containsExactlyInAnyOrder(1L, 2L, 4L);
    Letter first = letters.stream().filter(it -> it.id().offset() == 1).findAny().orElseThrow();
    assertThat(first.id()).isEqualTo(new RecordId("clicks", 0, 1, NOON.toEpochMilli()));
    assertThat(first.reason()).isEqualTo("UNKNOWN_SCHEMA");
    assertThat(first.error()).isEqualTo("schema\n7 is unknown");
    assertThat(first.payload()).containsExactly(1, 2);
    assertThat(tally.asText("would be sent"))
        .contains(
            "| clicks | UNKNOWN_SCHEMA |       1 |     2 | 2026-02-03T12:00:00Z |",
            "clicks UNKNOWN_SCHEMA: schema?7 is unknown",
            "1 letters have no value",
            "1 letters are of topics that Kafka does not have",
            "3 letters would be sent");
    assertThat(tally.isIncomplete()).isTrue();
  }

  @Test
  void takesNoneTwice() {
    lake.append(Layout.DEAD_LETTERS, List.of(row("clicks", 1, "UNKNOWN_SCHEMA", NOON, 1, 2)));

    assertThat(offsets(letters())).containsExactlyInAnyOrder(1L, 2L, 4L);
    assertThat(letters()).isEmpty();
    assertThat(tally.asText("were sent")).contains("5 letters were sent before");
  }

  @Test
  void takesARecordOfATopicThatWasMadeAnewForAnother() {
    sent.add(new RecordId("clicks", 0, 1, NOON.minusSeconds(1_000).toEpochMilli()));

    assertThat(offsets(letters())).contains(1L);
  }

  @Test
  void takesWhatIsMeant() {
    assertThat(offsets(letters("--topic", "clicks"))).containsExactlyInAnyOrder(1L, 2L);
    sent.clear();
    assertThat(offsets(letters("--topic", "clicks", "--topic=taps", "--reason", "unknown-schema")))
        .containsExactlyInAnyOrder(1L, 4L);
    sent.clear();
    assertThat(offsets(letters("--reason", "MALFORMED,UNKNOWN_SCHEMA", "--since", "30s")))
        .containsExactly(2L);
    sent.clear();
    assertThat(offsets(letters("--since", "2026-02-03T12:00:00Z", "--until", "30s")))
        .containsExactly(1L);
    sent.clear();
    // As the settings call it, and as Kafka does.
    assertThat(offsets(letters("--topic", "impressions"))).containsExactly(4L);
  }

  @Test
  void wantsOnlyNotesOfWhatCanBeMeant() {
    Selection selection =
        select("--topic", "clicks", "--since", "1m", "--until", "2026-02-03T12:01:00Z");
    RecordId inside = new RecordId("clicks", 0, 1, NOON.toEpochMilli());

    assertThat(selection.covers(inside)).isTrue();
    assertThat(selection.covers(new RecordId("taps", 0, 1, inside.receivedAt()))).isFalse();
    assertThat(selection.covers(new RecordId("clicks", 0, 1, inside.receivedAt() - 1))).isFalse();
    assertThat(selection.covers(new RecordId("clicks", 0, 1, inside.receivedAt() + 60_000)))
        .isFalse();
  }

  @Test
  void saysThatThereIsNoSuchTable() {
    assertThatThrownBy(() -> DeadLetters.table(lake.catalog(), "other"))
        .hasMessage(
            "table other.dead_letters does not exist: the ingest job creates it when it starts");
  }

  private List<Letter> letters(String... arguments) {
    List<Letter> letters = new ArrayList<>();
    Table table = DeadLetters.table(lake.catalog(), Tables.NAMESPACE);
    new DeadLetters(table, select(arguments), Set.of("clicks", "taps"), tally)
        .forEach(
            sent,
            letter -> {
              letters.add(letter);
              tally.sent(letter);
            });
    return letters;
  }

  private static Selection select(String... arguments) {
    Settings settings = Settings.of(List.of(arguments), Map.of());
    Selection selection =
        Selection.read(settings, Map.of("impressions", "taps"), NOON.plusSeconds(60));
    settings.check();
    return selection;
  }

  private static List<Long> offsets(List<Letter> letters) {
    return letters.stream().map(letter -> letter.id().offset()).toList();
  }

  private static Map<String, Object> row(
      String topic, long offset, String reason, Instant receivedAt, int... payload) {
    Map<String, Object> row = new HashMap<>();
    row.put("topic", topic);
    row.put("partition", 0);
    row.put("offset", offset);
    row.put("reason", reason);
    row.put("error", "schema\n7 is unknown");
    row.put("raw_payload", payload.length == 0 ? null : TestLake.bytes(payload));
    row.put("received_at", Micros.of(receivedAt));
    return row;
  }
}
