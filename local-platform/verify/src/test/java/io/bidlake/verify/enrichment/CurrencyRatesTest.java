package io.bidlake.verify.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrencyRatesTest {

  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  @TempDir Path folder;

  @Test
  void judgesEveryCurrencyOfATableButForRounding() throws IOException {
    CurrencyRates rates =
        CurrencyRates.read(file("currency,usd\n# a comment\nEUR,1.1\n\nJPY,0.0068\n"));

    assertThat(rates.inUsd(2.0, "EUR", NOON)).isEqualTo(2.2);
    assertThat(settled(rates, 2.2 + 1e-12, 2.0, "EUR")).isEqualTo(2.2);
    assertThat(settled(rates, 2.3, 2.0, "EUR")).isEqualTo(2.3);
    assertThat(settled(rates, 2.0, 2.0, "USD")).isEqualTo(2.0);
    assertThat(settled(rates, 2.1, 2.0, "USD")).isEqualTo(2.1);
    assertThat(settled(rates, null, 2.0, "EUR")).isNull();
    assertThat(settled(rates, 5.0, 2.0, "XXX")).isEqualTo(5.0);
    assertThat(rates.inUsd(2.0, "XXX", NOON)).isNull();
  }

  @Test
  void comesWithTheRatesOfTheJobs() {
    assertThat(CurrencyRates.read(Optional.empty()).inUsd(2.0, "EUR", NOON)).isPositive();
  }

  @Test
  void usesTheRateOfTheDay() throws IOException {
    CurrencyRates rates =
        CurrencyRates.read(
            file("currency,usd,valid_from\nEUR,2,2026-02-04\nEUR,1,2026-02-03\nJPY,3,\n"));

    assertThat(rates.amountInUsd(1, "EUR", NOON)).hasValue(1);
    assertThat(rates.amountInUsd(1, "EUR", Instant.parse("2026-02-03T23:59:59.999Z"))).hasValue(1);
    assertThat(rates.amountInUsd(1, "EUR", Instant.parse("2026-02-04T00:00:00Z"))).hasValue(2);
    assertThat(rates.amountInUsd(1, "EUR", Instant.parse("2026-02-02T23:59:59Z"))).isEmpty();
    assertThat(rates.amountInUsd(1, "JPY", Instant.EPOCH)).hasValue(3);
  }

  @Test
  void takesOnlyAmountsForPrices() {
    CurrencyRates rates = CurrencyRates.read(Optional.empty());

    assertThat(rates.amountInUsd(2, "USD", NOON)).hasValue(2);
    assertThat(rates.amountInUsd(0, "USD", NOON)).hasValue(0);
    assertThat(rates.amountInUsd(-0.01, "USD", NOON)).isEmpty();
    assertThat(rates.amountInUsd(Double.NaN, "USD", NOON)).isEmpty();
    assertThat(rates.amountInUsd(Double.POSITIVE_INFINITY, "USD", NOON)).isEmpty();
    assertThat(rates.amountInUsd(2, "XXX", NOON)).isEmpty();
    assertThat(rates.amountInUsd(1e308, "USD", NOON)).isEmpty();
    assertThat(rates.amountInUsd(1e6, " usd", NOON)).hasValue(1e6);
    assertThat(rates.amountInUsd(2, "", NOON)).isEmpty();
    assertThat(rates.inUsd(Double.NaN, "USD", NOON)).isNull();
  }

  @Test
  void saysWhichLineIsWrong() throws IOException {
    Optional<Path> file = file("currency,usd\nEUR\n");

    assertThatThrownBy(() -> CurrencyRates.read(file))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("'EUR'");
  }

  private Optional<Path> file(String text) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("rates.csv"), text));
  }

  private static Object settled(CurrencyRates rates, Object found, Object floor, String currency) {
    Layout table = Layout.BID_REQUESTS_ENRICHED;
    Object[] row = new Object[table.columns().size()];
    row[table.index("imp_bidfloor_usd")] = found;
    row[table.index("imp_bidfloor")] = floor;
    row[table.index("imp_bidfloorcur")] = currency;
    row[table.index("event_timestamp")] = Micros.of(NOON);
    rates.settle(table, row);
    return row[table.index("imp_bidfloor_usd")];
  }
}
