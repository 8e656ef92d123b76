package io.bidlake.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrencyRatesTest {

  private static final String OF_THE_JOBS =
      "domain/src/main/resources/io/bidlake/domain/currency-rates.csv";

  @TempDir Path folder;

  @Test
  void judgesOnlyDollarsWithoutATable() {
    CurrencyRates rates = CurrencyRates.usdOnly();

    assertThat(settled(rates, 2.0, 2.0, "USD")).isEqualTo(2.0);
    assertThat(settled(rates, 2.1, 2.0, "USD")).isEqualTo(2.1);
    assertThat(settled(rates, 2.2, 2.0, "EUR")).isNull();
  }

  @Test
  void judgesEveryCurrencyOfATableButForRounding() throws IOException {
    CurrencyRates rates =
        CurrencyRates.read(file("currency,usd\n# a comment\nEUR,1.1\n\nJPY,0.0068\n"));

    assertThat(rates.inUsd(2.0, "EUR")).isEqualTo(2.2);
    assertThat(settled(rates, 2.2 + 1e-12, 2.0, "EUR")).isEqualTo(2.2);
    assertThat(settled(rates, 2.3, 2.0, "EUR")).isEqualTo(2.3);
    assertThat(settled(rates, 5.0, 2.0, "XXX")).isEqualTo(5.0);
    assertThat(rates.inUsd(2.0, "XXX")).isNull();
  }

  @Test
  void comesWithTheRatesOfTheJobs() throws IOException {
    Path ofTheJobs = inSourceTree(OF_THE_JOBS);

    assertThat(CurrencyRates.class.getResourceAsStream("currency-rates.csv"))
        .hasSameContentAs(Files.newInputStream(ofTheJobs));
    assertThat(CurrencyRates.defaults().inUsd(2.0, "EUR"))
        .isEqualTo(CurrencyRates.read(ofTheJobs).inUsd(2.0, "EUR"))
        .isPositive();
  }

  @Test
  void takesOnlyAmountsForPrices() {
    CurrencyRates rates = CurrencyRates.defaults();

    assertThat(rates.amountInUsd(2, "USD")).hasValue(2);
    assertThat(rates.amountInUsd(0, "USD")).hasValue(0);
    assertThat(rates.amountInUsd(-0.01, "USD")).isEmpty();
    assertThat(rates.amountInUsd(Double.NaN, "USD")).isEmpty();
    assertThat(rates.amountInUsd(Double.POSITIVE_INFINITY, "USD")).isEmpty();
    assertThat(rates.amountInUsd(2, "XXX")).isEmpty();
    assertThat(rates.amountInUsd(1e308, "USD")).isEmpty();
    assertThat(rates.amountInUsd(1e6, " usd")).hasValue(1e6);
    assertThat(rates.amountInUsd(2, "")).isEmpty();
    assertThat(rates.inUsd(Double.NaN, "USD")).isNull();
  }

  @Test
  void saysWhichLineIsWrong() throws IOException {
    Path file = file("currency,usd\nEUR\n");

    assertThatThrownBy(() -> CurrencyRates.read(file))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'EUR'");
  }

  private static Path inSourceTree(String file) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    return folder.resolve(file);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("rates.csv"), text);
  }

  private static Object settled(CurrencyRates rates, Object found, Object floor, String currency) {
    Layout table = Layout.BID_REQUESTS_ENRICHED;
    Object[] row = new Object[table.columns().size()];
    row[table.index("imp_bidfloor_usd")] = found;
    row[table.index("imp_bidfloor")] = floor;
    row[table.index("imp_bidfloorcur")] = currency;
    rates.settle(table, row);
    return row[table.index("imp_bidfloor_usd")];
  }
}
