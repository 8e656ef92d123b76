package io.bidlake.bench.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.CurrencyRates;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsdRatesTest {

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @Test
  void givesWhatTheJobsGive() {
    List<String> currencies = List.of("USD", "EUR", "GBP", "JPY", "KRW", "SGD", "XXX");

    List<Row> usd =
        SPARK
            .session()
            .createDataset(currencies, Encoders.STRING())
            .selectExpr("value AS currency", "3.7D AS amount")
            .select(UsdRates.ofBidlake().toUsd(col("amount"), col("currency")))
            .collectAsList();

    CurrencyRates expected = CurrencyRates.defaults();
    for (int i = 0; i < currencies.size(); i++) {
      assertThat(usd.get(i).get(0))
          .as(currencies.get(i))
          .isEqualTo(
              expected.toUsd(3.7, new Utf8(currencies.get(i)), Instant.EPOCH).stream()
                  .boxed()
                  .findAny()
                  .orElse(null));
    }
  }
}
