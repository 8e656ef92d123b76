package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Tables;
import io.bidlake.runtime.TableRows;
import io.bidlake.runtime.window.Totals;
import java.math.BigDecimal;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelRowTest {

  @Test
  void showsTheHourThePublisherAndTheCounts() {
    RowData row = row(8, 4, 2, 1);

    assertThat(FunnelChange.of(row))
        .isEqualTo(
            new FunnelChange(
                row.getRowKind(),
                new HourOfPublisher(TestEvents.HOUR, "pub"),
                FunnelCounts.of(8, 4, 2, 1)));
    assertThat(row.getArity()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "8, 4, 1, 1, 0.5, 0.25, 1.0",
        "8, 0, 0, 0, 0.0, null, null",
        "8, 4, 0, 0, 0.5, 0.0, null",
        "0, 0, 0, 0, null, null, null",
        "1, 3, 3, 6, 3.0, 1.0, 2.0"
      },
      nullValues = "null")
  void showsRatesWhereThereIsSomethingToDivideBy(
      long requests,
      long responses,
      long impressions,
      long clicks,
      Double fillRate,
      Double winRate,
      Double ctr) {
    RowData row = row(requests, responses, impressions, clicks);

    assertThat(rate(row, 6)).isEqualTo(fillRate);
    assertThat(rate(row, 7)).isEqualTo(winRate);
    assertThat(rate(row, 8)).isEqualTo(ctr);
  }

  private static Double rate(RowData row, int column) {
    return row.isNullAt(column) ? null : (Double) row.getDouble(column);
  }

  private static RowData row(long... counts) {
    return new FunnelRow()
        .fill(
            TableRows.asDefined(Tables.HOURLY_FUNNEL_BY_PUBLISHER).builder().begin(),
            TestEvents.HOUR,
            TestEvents.HOUR + TestEvents.ONE_HOUR,
            "pub",
            new Totals(counts, BigDecimal.ZERO));
  }
}
