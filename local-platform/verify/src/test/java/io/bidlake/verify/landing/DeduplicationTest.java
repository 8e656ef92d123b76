package io.bidlake.verify.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.report.LandingResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records with one key, of which the landing job keeps one within an hour. */
class DeduplicationTest {

  private final TestLanding landing =
      new TestLanding(TestLanding.column(1, "id", Types.StringType.get()));

  @BeforeEach
  void keepOnePerHour() {
    landing.rule("{deduplicate: {by: [id], within: 1h}}");
  }

  @Test
  void leavesOutARecordThatIsNearToOneWithARow() {
    leaveOut("v", Duration.ZERO);
    keep("v", Duration.ofMinutes(59));
    leaveOut("v", Duration.ofMinutes(118));
    keep("v", Duration.ofMinutes(119));
    keep("w", Duration.ofMinutes(119));

    LandingResult result = landing.result();
    assertThat(landing.differences()).isEmpty();
    assertThat(result.agrees()).isTrue();
    assertThat(result.leftOut()).isEqualTo(2);
    assertThat(result.rows()).isEqualTo(3);
  }

  @Test
  void findsARecordThatIsLeftOutForNoRow() {
    keep("v", Duration.ZERO);
    leaveOut("v", Duration.ofHours(1));
    leaveOut("w", Duration.ZERO);

    LandingResult result = landing.result();
    assertThat(result.missing()).isEqualTo(2);
    assertThat(result.leftOut()).isZero();
    assertThat(landing.differences())
        .contains(
            "events.views-0@1 missing: in Kafka, but neither a row nor a dead letter",
            "events.views-0@3 missing: in Kafka, but neither a row nor a dead letter");
  }

  @Test
  void findsARowThatMustBeLeftOut() {
    keep("v", Duration.ZERO);
    keep("v", Duration.ofMinutes(59));

    assertThat(landing.result().repeated()).isEqualTo(1);
    assertThat(landing.differences())
        .containsExactly("events.views-0@1 repeated: another row has the same key and is near");
  }

  @Test
  void acceptsEitherWhereTheKeyIsNull() {
    landing.append(landing.row(send("{}", Duration.ZERO), Map.of()));
    landing.append(landing.row(send("{}", Duration.ofMinutes(1)), Map.of()));
    send("{}", Duration.ofMinutes(2));

    assertThat(landing.result().agrees()).isTrue();
  }

  @Test
  void acceptsEitherWhereTheTableHasNoColumnOfTheKey() {
    landing.rule("{deduplicate: {by: [id, other], within: 1h}}");
    keep("v", Duration.ZERO);
    keep("v", Duration.ofMinutes(1));
    leaveOut("v", Duration.ofMinutes(2));

    assertThat(landing.result().agrees()).isTrue();
  }

  @Test
  void knowsARowWhoseRecordKafkaHasDeleted() {
    keep("v", Duration.ZERO);
    leaveOut("v", Duration.ofMinutes(1));
    landing.deleteBefore(1);

    LandingResult result = landing.result();
    assertThat(result.agrees()).isTrue();
    assertThat(result.leftOut()).isEqualTo(1);
    assertThat(result.notChecked()).isEqualTo(1);
  }

  private void keep(String id, Duration after) {
    landing.append(landing.row(send("{\"id\":\"" + id + "\"}", after), Map.of("id", id)));
  }

  private void leaveOut(String id, Duration after) {
    send("{\"id\":\"" + id + "\"}", after);
  }

  private ConsumerRecord<byte[], byte[]> send(String json, Duration after) {
    return landing.send(json.getBytes(StandardCharsets.UTF_8), TestLanding.NOON.plus(after));
  }
}
