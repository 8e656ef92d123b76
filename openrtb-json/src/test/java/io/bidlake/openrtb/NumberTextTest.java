package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

  private static final Pattern GRAMMAR =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  @Test
  void followsTheGrammar() {
    Random random = new Random(16);
    String alphabet = "0123456789..eE+-x ";
    int numbers = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean expected = GRAMMAR.matcher(text).matches();
      assertThat(NumberText.isNumber(text.toString())).as("'%s'", text).isEqualTo(expected);
      numbers += expected ? 1 : 0;
    }
    assertThat(numbers).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 2.5",
    "' .8\t', 0.8",
    "1., 1",
    "-0.5, -0.5",
    "+1e2, 100",
    "007, 7",
    "1e-400, 0",
  })
  void readsDecimals(String text, double number) {
    assertThat(NumberText.ofDouble(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,25",
        "0x10",
        "1f",
        "1d",
        "NaN",
        "Infinity",
        "1e400",
        "-1e400",
        "1 2",
        "١"
      })
  void takesNothingElse(String text) {
    assertThat(NumberText.ofDouble(text)).isEmpty();
    assertThat(NumberText.ofMillionths(text)).isEmpty();
    assertThat(NumberText.ofInt(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "2.0, 2",
    "2e0, 2",
    "20e-1, 2",
    "' -2 ', -2",
    "2147483647, 2147483647",
    "-2147483648, -2147483648",
    "0e999999999, 0",
  })
  void readsWholeNumbers(String text, int number) {
    assertThat(NumberText.ofInt(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.5",
        "2147483648",
        "-2147483649",
        "1e999999999",
        "1e-999999999",
        "1e2147483647",
        "1e-2147483647",
        "1e99999999999"
      })
  void takesNoFractionsAndNoMoreThan32Bits(String text) {
    assertThat(NumberText.ofInt(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1250000, 1.25",
    "1, 0.000001",
    "2300000, 2.3",
    "123456789, 123.456789",
    "0.5, 5e-7",
    "-3e6, -3",
  })
  void dividesMillionthsExactly(String text, double number) {
    assertThat(NumberText.ofMillionths(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-2147483647", "1e99999999999", "1e315"})
  void takesNoMillionthsOutOfRange(String text) {
    assertThat(NumberText.ofMillionths(text)).isEmpty();
  }

  @Test
  void takesNumbersUpToAThousandCharacters() {
    String longest = "1" + "0".repeat(NumberText.LONGEST - 4) + ".e0".substring(0, 1) + "00";
    assertThat(longest).hasSize(NumberText.LONGEST);
    assertThat(NumberText.isNumber(longest)).isTrue();
    assertThat(NumberText.isNumber(longest + "0")).isFalse();
  }
}
