package io.bidlake.verify.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.verify.TestFeed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "1772366399,2026-03-01T11:59:59Z",
    "1772366399.5,2026-03-01T11:59:59.5Z",
    "1772366399.9999,2026-03-01T11:59:59.999Z",
    "1.772366399e9,2026-03-01T11:59:59Z",
    "1772366399123,2026-03-01T11:59:59.123Z",
    "1772366399123456,2026-03-01T11:59:59.123Z",
    "1772366399123456789,2026-03-01T11:59:59.123Z",
    "99999999999,5138-11-16T09:46:39Z",
    "100000000000,1973-03-03T09:46:40Z",
    "99999999999999,5138-11-16T09:46:39.999Z",
    "100000000000000,1973-03-03T09:46:40Z",
    "100000000000000000,1973-03-03T09:46:40Z",
    "0,1970-01-01T00:00:00Z",
    "-0,1970-01-01T00:00:00Z",
    "1e-999999999,1970-01-01T00:00:00Z"
  })
  void areNumbersBySize(String number, Instant time) {
    assertThat(time(number)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "' 1772366399.5 ',2026-03-01T11:59:59.5Z",
    "2026-03-01T12:00:01Z,2026-03-01T12:00:01Z",
    "2026-03-01T12:00:01,2026-03-01T12:00:01Z",
    "2026-03-01 12:00,2026-03-01T12:00:00Z",
    "2026-03-01T12:00:01.1,2026-03-01T12:00:01.1Z",
    "2026-03-01T12:00:01.123456789Z,2026-03-01T12:00:01.123Z",
    "2026-03-01T12:00:01+01:30,2026-03-01T10:30:01Z",
    "2026-03-01T12:00:01-0130,2026-03-01T13:30:01Z",
    "2026-03-01T12:00+02,2026-03-01T10:00:00Z"
  })
  void areTexts(String text, Instant time) {
    assertThat(time("\"" + text + "\"")).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1e20",
        "1e400",
        "true",
        "{}",
        "[]",
        "[1]",
        "\" \"",
        "\"-1\"",
        "\"1e9\"",
        "\"+1\"",
        "\"2026-03-01\"",
        "\"2026-03-01T24:00\"",
        "\"2026-02-30T12:00\"",
        "\"2026-03-01T12\"",
        "\"2026-03-01t12:00\"",
        "\"2026-03-01T12:00:60\"",
        "\"2026-03-01T12:00:01.\"",
        "\"2026-03-01T12:00:01z\"",
        "\"2026-03-01T12:00:01 Z\"",
        "\"2026-03-01T12:00+19\"",
        "\"2026-03-01T12:00:01,5\"",
        "\"now\"",
        "\"1,5\"",
        "\"٣\""
      })
  void areNothingElse(String value) {
    assertThat(TestFeed.openRtb().read("{\"imp\":[],\"ts\":" + value + "}").reasons())
        .containsExactly("1 INVALID_FIELD");
  }

  @Test
  void areShortEnoughToRead() {
    assertThat(
            TestFeed.openRtb().read("{\"imp\":[],\"ts\":1" + "0".repeat(2_000_000) + "}").reasons())
        .containsExactly("1 INVALID_FIELD");
  }

  @Test
  void areOfTheFirstKeyThatIsSet() {
    assertThat(ofRequest("{\"imp\":[],\"received_at\":2000000000,\"ts\":\"\",\"time\":1772366399}"))
        .isEqualTo("2026-03-01T11:59:59Z");
    assertThat(ofRequest("{\"imp\":[],\"timestamp\":null}")).isEqualTo(TestFeed.RECEIVED);
    assertThat(ofRequest("{\"imp\":[{\"dt\":1}],\"ext\":{\"ts\":5}}")).isEqualTo(TestFeed.RECEIVED);
  }

  @Test
  void areOfTheInnerObjectBeforeTheOuter() {
    assertThat(ofRequest("{\"ts\":\"bad\",\"request\":{\"imp\":[],\"@timestamp\":1772366399}}"))
        .isEqualTo("2026-03-01T11:59:59Z");
    assertThat(ofRequest("{\"datetime\":1772366399,\"request\":{\"imp\":[],\"ts\":null}}"))
        .isEqualTo("2026-03-01T11:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1900000000", "99999999999"})
  void areDeadLettersWhereTheyCannotBe(String number) {
    assertThat(TestFeed.openRtb().read("{\"imp\":[],\"ts\":" + number + "}").letters())
        .containsExactly("1 IMPOSSIBLE_TIME {\"imp\":[],\"ts\":" + number + "}");
  }

  private static Instant time(String json) {
    try {
      return Times.of(Documents.only(json.getBytes(StandardCharsets.UTF_8))).orElseThrow();
    } catch (FaultException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant ofRequest(String json) {
    return TestFeed.openRtb().read(json).only(BidRequest.class).getEventTimestamp();
  }
}
