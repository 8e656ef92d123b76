package io.bidlake.domain;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyRatesTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  @Test
  void leavesDollarsAsTheyAre() {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8("USD"), NOON)).hasValue(2.5);
  }

  @Test
  void hasRatesForTheCommonCurrencies() {
    for (String currency : List.of("EUR", "GBP", "JPY")) {
      assertThat(CurrencyRates.defaults().toUsd(1, utf8(currency), NOON)).isPresent();
    }
  }

  @Test
  void saysNothingAboutACurrencyWithoutRate() {
    assertThat(CurrencyRates.defaults().toUsd(1, utf8("XXX"), NOON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usd", "USD ", " Usd\n"})
  void understandsOtherSpellingsOfACode(String code) {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8(code), NOON)).hasValue(2.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\0", "US", "USDT", "\uFFFD", "$"})
  void knowsNoRateOfWhatIsNoCode(String code) {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8(code), NOON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, 1e6})
  void keepsEveryPriceThatCanBeOne(double price) {
    assertThat(CurrencyRates.defaults().toUsd(price, utf8("USD"), NOON)).hasValue(price);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -Double.MIN_VALUE,
        1_000_000.01,
        1e308
      })
  void givesNoAmountForWhatIsNoPrice(double price) {
    assertThat(CurrencyRates.defaults().toUsd(price, utf8("USD"), NOON)).isEmpty();
  }

  @Test
  void takesTheUsersRates() {
    CurrencyRates rates = rates("currency,usd", "# ours", "EUR,2");

    assertThat(rates.toUsd(3, utf8("EUR"), NOON)).hasValue(6.0);
    assertThat(rates.toUsd(3, utf8("USD"), NOON)).hasValue(3.0);
    assertThat(rates.toUsd(3, utf8("GBP"), NOON)).isEmpty();
  }

  @Test
  void usesTheRateOfTheDay() {
    CurrencyRates rates =
        rates("currency,usd,valid_from", "EUR,2,2026-02-04", "EUR,1,2026-02-03", "JPY,3,");

    assertThat(rates.toUsd(1, utf8("EUR"), NOON)).hasValue(1);
    assertThat(rates.toUsd(1, utf8("EUR"), Instant.parse("2026-02-03T23:59:59.999Z"))).hasValue(1);
    assertThat(rates.toUsd(1, utf8("EUR"), Instant.parse("2026-02-04T00:00:00Z"))).hasValue(2);
    assertThat(rates.toUsd(1, utf8("EUR"), Instant.parse("2026-02-02T23:59:59Z"))).isEmpty();
    assertThat(rates.toUsd(1, utf8("JPY"), Instant.EPOCH)).hasValue(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EUR|2; line 2 must be a currency, its value in USD and perhaps a day",
        "EUR,-2; line 2: the rate must be a positive number, was '-2'",
        "EUR,0; line 2: the rate must be a positive number, was '0'",
        "EUR,NaN; line 2: the rate must be a positive number, was 'NaN'",
        "EUR,two; line 2: the rate must be a positive number, was 'two'",
        "EUR,2,tomorrow; line 2: valid_from must be a day such as 2026-11-29, was 'tomorrow'",
        "EUR,2,2026-02-30; line 2: valid_from must be a day such as 2026-11-29, was '2026-02-30'",
        "GBP,3; line 2: a second rate of the same currency and day: 'GBP,3'",
      })
  void namesTheLineThatIsInvalid(String line, String problem) {
    assertThatThrownBy(() -> rates("GBP,2", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void keepsTheRatesOfDaysThatHaveBegun() {
    CurrencyRates current = rates("EUR,1", "EUR,2,2026-02-03");

    assertThatCode(() -> requireSuccessor(current, "EUR,1", "EUR,2,2026-02-03", "EUR,3,2026-02-04"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> requireSuccessor(current, "EUR,1", "EUR,3,2026-02-03"))
        .hasMessageContaining("the rate of EUR from 2026-02-03 was 2.0 and would be 3.0");
    assertThatThrownBy(() -> requireSuccessor(current, "EUR,1"))
        .hasMessageContaining("the rate of EUR from 2026-02-03 was 2.0 and would be 1.0");
    assertThatThrownBy(() -> requireSuccessor(current, "USD,1"))
        .hasMessageContaining("the rate of EUR from the beginning was 1.0 and would be unknown");
    assertThatThrownBy(
            () -> requireSuccessor(current, "EUR,1", "EUR,2,2026-02-03", "GBP,3,2026-02-01"))
        .hasMessageContaining("the rate of GBP from 2026-02-01 was unknown and would be 3.0");
  }

  private static void requireSuccessor(CurrencyRates current, String... lines) {
    CurrencyRates.FORMAT.requireSuccessor(current, rates(lines), NOON);
  }

  private static CurrencyRates rates(String... lines) {
    return CurrencyRates.FORMAT.parse(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}
