package io.bidlake.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "3.14159, 3.14", "41234, '41,200'", "1234567, '1,230,000'"})
  void roundsToThreeDigitsWithSeparators(double number, String text) {
    assertThat(NumberText.rounded(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 0.25", "1024, '1,024'", "4096, '4,096'", "1048576, '1,048,576'"})
  void keepsTheDigitsOfAnExactNumber(double number, String text) {
    assertThat(NumberText.exact(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "999.6, 1 kB",
    "45678, 45.7 kB",
    "999600, 1 MB",
    "912345678, 912 MB",
    "1.9e9, 1.9 GB"
  })
  void writesBytesWithTheirUnit(double bytes, String text) {
    assertThat(NumberText.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.875, 0.88", "1, 1.00", "9.99, 9.99", "9.996, 10.0", "12.34, 12.3"})
  void writesRatiosWithAboutThreeDigits(double ratio, String text) {
    assertThat(NumberText.ratio(ratio)).isEqualTo(text);
  }
}
