package io.bidlake.generator.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.pool.Dice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurrencyTest {

  @ParameterizedTest
  @EnumSource(Currency.class)
  void atLeastIsTheSmallestPriceThatIsWorthSoMuch(Currency currency) {
    Dice dice = new Dice(1);
    for (int i = 0; i < 10_000; i++) {
      double dollars = dice.unit() * 40;
      double price = currency.atLeast(dollars);
      assertThat(currency.toDollars(price)).isGreaterThanOrEqualTo(dollars);
      assertThat(currency.toDollars(price)).isLessThan(dollars + 2 * currency.toDollars(0.01));
    }
  }

  @Test
  void floorsAreWhatPeopleType() {
    assertThat(Currency.USD.floorNear(1.2345)).isEqualTo(1.23);
    assertThat(Currency.JPY.floorNear(1.2345)).isEqualTo(184);
  }

  @Test
  void aCountryWithoutOneOfOurCurrenciesAsksForEuros() {
    assertThat(Currency.foreign("JPY")).isEqualTo(Currency.JPY);
    assertThat(Currency.foreign("USD")).isEqualTo(Currency.EUR);
    assertThat(Currency.foreign("BRL")).isEqualTo(Currency.EUR);
  }
}
