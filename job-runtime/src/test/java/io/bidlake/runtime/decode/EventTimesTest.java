package io.bidlake.runtime.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bidlake.model.Click;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

  private static final Instant RECEIVED = Instant.parse("2026-02-03T07:40:50Z");

  private final EventTimes<Click> times = new EventTimes<>(Topics.CLICKS, PossibleTimes.DEFAULTS);

  @ParameterizedTest
  @ValueSource(strings = {"2000-01-01T00:00:00Z", "2026-02-03T07:40:50Z", "2026-02-04T07:40:50Z"})
  void takeWhatCanHaveHappened(Instant time) throws Exception {
    assertThat(times.of(click(time), RECEIVED.toEpochMilli())).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1999-12-31T23:59:59.999Z", "2026-02-04T07:40:50.001Z", "-0001-01-01T00:00:00Z"})
  void refuseWhatCannot(Instant time) {
    assertThat(refusal(time.toEpochMilli(), RECEIVED.toEpochMilli()))
        .hasMessage(
            "event time must be from 2000-01-01T00:00:00Z to 2026-02-04T07:40:50Z, was %s (%d in"
                + " ms)",
            time, time.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "1770104450, seconds",
    "1770104450000000, microseconds",
    "1770104450000000000, nanoseconds"
  })
  void nameTheUnitThatATimeIsLikelyIn(long number, String unit) {
    assertThat(refusal(number, RECEIVED.toEpochMilli()))
        .hasMessageEndingWith("(%d in ms; it looks like %s)", number, unit);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE})
  void refuseExtremesWhateverTheRecordSays(long number) {
    for (long recordTime : new long[] {number, -1, 0, 1L << 62, RECEIVED.toEpochMilli()}) {
      assertThat(refusal(number, recordTime).reason()).isEqualTo(Reason.IMPOSSIBLE_TIME);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_770_104_450_000_000L})
  void takeAnEventWhoseRecordHasNoPossibleTime(long recordTime) throws Exception {
    assertThat(times.of(click(RECEIVED), recordTime)).isEqualTo(RECEIVED.toEpochMilli());
    assertThat(times.receivedAt(recordTime, 42)).isEqualTo(42);
    assertThat(times.receivedAt(recordTime))
        .isEqualTo(Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void followTheSettings() throws Exception {
    PossibleTimes narrow = new PossibleTimes(RECEIVED, Duration.ZERO);
    EventTimes<Click> strict = new EventTimes<>(Topics.CLICKS, narrow);
    long received = RECEIVED.toEpochMilli();

    assertThat(strict.of(click(RECEIVED), received)).isEqualTo(received);
    assertThatThrownBy(() -> strict.of(click(RECEIVED.minusMillis(1)), received))
        .isInstanceOf(UndecodableRecordException.class);
    assertThatThrownBy(() -> strict.of(click(RECEIVED.plusMillis(1)), received))
        .isInstanceOf(UndecodableRecordException.class);
  }

  private UndecodableRecordException refusal(long time, long recordTime) {
    return catchThrowableOfType(
        UndecodableRecordException.class,
        () -> times.of(click(Instant.ofEpochMilli(time)), recordTime));
  }

  private static Click click(Instant time) {
    Click click = SampleEvents.click("c1", "i1", "r1");
    click.setEventTimestamp(time);
    return click;
  }
}
