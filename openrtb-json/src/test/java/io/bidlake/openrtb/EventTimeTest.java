package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1772366399, 1772366399000",
    "1772366399.5, 1772366399500",
    "1772366399.9999, 1772366399999",
    "99999999999, 99999999999000",
    "99999999999.9999, 99999999999999",
    "100000000000, 100000000000",
    "1772366399000, 1772366399000",
    "1772366399000.9, 1772366399000",
    "99999999999999, 99999999999999",
    "100000000000000, 100000000000",
    "1772366399000999, 1772366399000",
    "99999999999999999, 99999999999999",
    "100000000000000000, 100000000000",
    "1772366399000999999, 1772366399000",
    "99999999999999999999, 99999999999999",
  })
  void tellsTheUnitOfANumberByItsSize(String number, long millis) {
    assertThat(EventTime.ofText(number)).hasValue(millis);
    assertThat(EventTime.ofNumber(number)).hasValue(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "1.772366399e9, 1772366399000",
    "17723663990e-1, 1772366399000",
    "1e-999999999, 0",
    "0e999999999, 0",
    "-0, 0",
  })
  void takesExponentsOfNumbersOnly(String number, long millis) {
    assertThat(EventTime.ofNumber(number)).hasValue(millis);
    assertThat(EventTime.ofText(number)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "100000000000000000000",
        "1e20",
        "1e999999999",
        "1e99999999999",
        "",
        "x",
        "1.2.3",
        "NaN"
      })
  void takesNoOtherNumbers(String number) {
    assertThat(EventTime.ofNumber(number)).isEmpty();
    assertThat(EventTime.ofText(number)).isEmpty();
  }

  @Test
  void takesNumbersUpToAThousandDigits() {
    String longest = "1772366399." + "0".repeat(NumberText.LONGEST - 11);
    assertThat(EventTime.ofText(longest)).hasValue(1_772_366_399_000L);
    assertThat(EventTime.ofText(longest + "0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00, 2026-03-01T12:00:00Z",
    "2026-03-01 12:00, 2026-03-01T12:00:00Z",
    "' 2026-03-01T12:00:30 ', 2026-03-01T12:00:30Z",
    "2026-03-01T12:00:30.1, 2026-03-01T12:00:30.100Z",
    "2026-03-01T12:00:30.123456789Z, 2026-03-01T12:00:30.123Z",
    "2026-03-01T12:00:30.000999999, 2026-03-01T12:00:30Z",
    "2026-03-01T12:00Z, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00+01:00, 2026-03-01T11:00:00Z",
    "2026-03-01T12:00:30+0130, 2026-03-01T10:30:30Z",
    "2026-03-01T12:00:30.5-05, 2026-03-01T17:00:30.500Z",
    "2026-03-01 12:00:30-18:00, 2026-03-02T06:00:30Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "0000-01-01T00:00Z, 0000-01-01T00:00:00Z",
  })
  void readsIso8601(String text, Instant time) {
    assertThat(EventTime.ofText(text)).hasValue(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01",
        "2026-03-01T12",
        "2026-03-01T",
        "2026-3-1T12:00",
        "2026-03-01t12:00",
        "2026-03-01T12:00z",
        "2026-03-01  12:00",
        "2026-03-01T12:00 Z",
        "2026-03-01T12:00:",
        "2026-03-01T12:00:30.",
        "2026-03-01T12:00:30.1234567890",
        "2026-03-01T12:00:30,5",
        "2026-03-01T12:00.5",
        "2026-02-29T12:00",
        "2026-13-01T12:00",
        "2026-03-01T24:00",
        "2026-03-01T12:60",
        "2026-03-01T12:00:60",
        "2026-03-01T12:00+1",
        "2026-03-01T12:00+01:0",
        "2026-03-01T12:00+01:60",
        "2026-03-01T12:00+18:01",
        "2026-03-01T12:00+010000",
        "2026-03-01T12:00+01:00Z",
        "+2026-03-01T12:00",
        "2026-03-01T12:00[UTC]",
        "5.",
        ".5",
        "+5",
        "٢٠٢٦-03-01T12:00",
        "1_772",
        "01/Mar/2026:12:34:56 +0100"
      })
  void takesNothingElse(String text) {
    assertThat(EventTime.ofText(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'[01/Mar/2026:12:34:56 +0100] x', 2026-03-01T11:34:56Z",
    "'a [31/Dec/2025:23:59:59 -0830]', 2026-01-01T08:29:59Z",
    "'[x] [[29/Feb/2024:00:00:00 +0000]]', 2024-02-29T00:00:00Z",
    "'[01/Mar/2026:12:34:56 +0100] [02/Mar/2026:12:34:56 +0100]', 2026-03-01T11:34:56Z",
    "'[2026-03-01T12:34:56+01:00] x', 2026-03-01T11:34:56Z",
    "'[x] [2026-02-30 12:00] [7] [ 2026-03-01 12:34 ]', 2026-03-01T12:34:00Z",
    "'[2026-03-01T12:34:56Z] [02/Mar/2026:12:34:56 +0100]', 2026-03-01T12:34:56Z",
  })
  void findsTheTimeOfAnAccessLog(String line, Instant time) {
    assertThat(EventTime.ofAccessLog(line)).hasValue(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "01/Mar/2026:12:34:56 +0100",
        "[01/Mar/2026:12:34:56 +0100",
        "[01/mar/2026:12:34:56 +0100]",
        "[01/Mrz/2026:12:34:56 +0100]",
        "[30/Feb/2026:12:34:56 +0100]",
        "[01/Mar/2026:12:34:56 +01:0]",
        "[01/Mar/2026 12:34:56 +0100]",
        "[1772366399]",
        "[2026-03-01]",
        "[2026-03-01T12:34:56+01:00"
      })
  void findsNoOtherTime(String line) {
    assertThat(EventTime.ofAccessLog(line)).isEqualTo(OptionalLong.empty());
  }
}
