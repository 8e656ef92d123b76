package io.bidlake.domain;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyRatesTest {

  @TempDir Path folder;

  @Test
  void leavesDollarsAsTheyAre() {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8("USD"))).hasValue(2.5);
  }

  @Test
  void hasRatesForTheCommonCurrencies() {
    for (String currency : List.of("EUR", "GBP", "JPY")) {
      assertThat(CurrencyRates.defaults().toUsd(1, utf8(currency))).isPresent();
    }
  }

  @Test
  void saysNothingAboutACurrencyWithoutRate() {
    assertThat(CurrencyRates.defaults().toUsd(1, utf8("XXX"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usd", "USD ", " Usd\n"})
  void understandsOtherSpellingsOfACode(String code) {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8(code))).hasValue(2.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\0", "US", "USDT", "\uFFFD", "$"})
  void knowsNoRateOfWhatIsNoCode(String code) {
    assertThat(CurrencyRates.defaults().toUsd(2.5, utf8(code))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, 1e6})
  void keepsEveryPriceThatCanBeOne(double price) {
    assertThat(CurrencyRates.defaults().toUsd(price, utf8("USD"))).hasValue(price);
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
    assertThat(CurrencyRates.defaults().toUsd(price, utf8("USD"))).isEmpty();
  }

  @Test
  void takesTheUsersRates() throws IOException {
    CurrencyRates rates = CurrencyRates.parse(file("rates.csv", "currency,usd\n# ours\nEUR,2\n"));

    assertThat(rates.toUsd(3, utf8("EUR"))).hasValue(6.0);
    assertThat(rates.toUsd(3, utf8("USD"))).hasValue(3.0);
    assertThat(rates.toUsd(3, utf8("GBP"))).isEmpty();
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    Path twoColumns = file("separator.csv", "currency,usd\nEUR;2\n");
    Path negative = file("negative.csv", "EUR,-2\n");

    assertThatThrownBy(() -> CurrencyRates.parse(twoColumns))
        .hasMessageContaining("line 2")
        .hasMessageContaining("'EUR;2'");
    assertThatThrownBy(() -> CurrencyRates.parse(negative))
        .hasMessageContaining("line 1: the rate must be a positive number, was '-2'");
  }

  @Test
  void reportsAMissingFileAsASetting() {
    Settings settings = Settings.of(List.of("--currency-rates", "/nowhere.csv"), Map.of());
    CurrencyRates.read(settings);

    assertThatThrownBy(settings::check)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("currency-rates must be a file, but /nowhere.csv does not exist");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
