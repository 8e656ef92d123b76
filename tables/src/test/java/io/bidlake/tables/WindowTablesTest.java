package io.bidlake.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTablesTest {

  private static final long START = 1_770_112_800_000L;

  @Test
  void showsImpressionsAndRevenueOfACountry() {
    assertThat(row(Tables.HOURLY_IMPRESSIONS_BY_GEO, "5.0", 4))
        .containsExactly(START, "key", 4L, 0.005, 1.25);
  }

  @Test
  void showsWinsAndRevenueOfABidder() {
    assertThat(row(Tables.ROLLING_METRICS_BY_BIDDER, "5.0", 4))
        .containsExactly(START, START + 7, "key", 4L, 0.005, 1.25);
  }

  @Test
  void showsAMeanThatHasNoEnd() {
    assertThat(row(Tables.HOURLY_IMPRESSIONS_BY_GEO, "1", 3)).last().isEqualTo(1.0 / 3);
  }

  @Test
  void showsZeroForImpressionsThatCostNothing() {
    assertThat(row(Tables.HOURLY_IMPRESSIONS_BY_GEO, "0", 3))
        .containsExactly(START, "key", 3L, 0.0, 0.0);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "8, 4, 2, 1, 0.5, 0.5, 0.5",
        "8, 4, 1, 1, 0.5, 0.25, 1.0",
        "8, 0, 0, 0, 0.0, null, null",
        "8, 4, 0, 0, 0.5, 0.0, null",
        "0, 0, 0, 0, null, null, null",
        "1, 3, 3, 6, 3.0, 1.0, 2.0"
      },
      nullValues = "null")
  void showsCountsByStageAndRatesWhereThereIsSomethingToDivideBy(
      long requests,
      long responses,
      long impressions,
      long clicks,
      Double fillRate,
      Double winRate,
      Double ctr) {
    assertThat(
            row(Tables.HOURLY_FUNNEL_BY_PUBLISHER, "0", requests, responses, impressions, clicks))
        .isEqualTo(
            Arrays.asList(
                START, "key", requests, responses, impressions, clicks, fillRate, winRate, ctr));
  }

  private static List<Object> row(
      TableDefinition<WindowTotals> table, String amount, long... counts) {
    Sums sums = new Sums(new BigDecimal(amount), counts);
    List<Object> values = new ArrayList<>();
    table.columns().forEach(column -> values.add(column.value().of(sums)));
    return values;
  }

  private static final class Sums implements WindowTotals {

    private final BigDecimal amount;
    private final long[] counts;

    Sums(BigDecimal amount, long... counts) {
      this.amount = amount;
      this.counts = counts;
    }

    @Override
    public long start() {
      return START;
    }

    @Override
    public long end() {
      return START + 7;
    }

    @Override
    public String key() {
      return "key";
    }

    @Override
    public long count(int kind) {
      return counts[kind];
    }

    @Override
    public BigDecimal amount() {
      return amount;
    }

    @Override
    public long[] spread() {
      return Spread.NONE;
    }

    @Override
    public long[] users() {
      return Users.NONE;
    }
  }
}
