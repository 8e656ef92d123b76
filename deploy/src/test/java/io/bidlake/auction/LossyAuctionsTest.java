package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.auction.TrafficRates;
import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.funnel.FunnelRates;
import io.bidlake.generator.funnel.Notices;
import io.bidlake.generator.market.Market;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The tables show the rates with which the generator loses, bills and renders. */
class LossyAuctionsTest {

  private static final int REQUESTS = 40_000;
  private static final long START = 1_770_076_800_000L;

  private static final TrafficRates TRAFFIC = new TrafficRates(0.3, 0.08, 0.02, 0, 0, 0);

  private static final double ANSWERED = 0.6;
  private static final double WON = 0.3;
  private static final double BILLING_LOSS = 0.2;
  private static final double PRICE_DRIFT = 0.1;
  private static final double RENDER_LOSS = 0.3;

  private final CountedByJob job = new CountedByJob();

  private long sum(AuctionTable table, String column) {
    List<String> columns =
        table.definition().columns().stream().skip(keys(table)).map(each -> each.name()).toList();
    int index = columns.indexOf(column);
    return job.rows(table).values().stream().mapToLong(row -> (Long) row.get(index)).sum();
  }

  private static long keys(AuctionTable table) {
    return table.definition().schema().identifierFieldIds().size();
  }

  private long requests(String reason) {
    return job.rows(AuctionTable.LEAKAGE).entrySet().stream()
        .filter(row -> row.getKey().matches(".* / " + reason))
        .mapToLong(row -> (Long) row.getValue().get(0))
        .sum();
  }

  /** Four standard deviations of a share of a number of events. */
  private static Offset<Double> chance(double share, long of) {
    return Offset.offset(4 * Math.sqrt(share * (1 - share) / of));
  }

  private static void assertShare(double share, long part, long of) {
    assertThat((double) part / of).isCloseTo(share, chance(share, of));
  }

  private void send(List<? extends SpecificRecord> events) {
    events.forEach(job::add);
  }

  @Test
  void showTheRatesOfTheGenerator() {
    FunnelRates rates =
        new FunnelRates(ANSWERED, 0.05, WON, BILLING_LOSS, PRICE_DRIFT, RENDER_LOSS, 0.05);
    FunnelFactory factory = new FunnelFactory(Market.create(), 11, TRAFFIC, rates);
    for (int i = 0; i < REQUESTS; i++) {
      Funnel funnel = factory.funnel(i, START + i * 50L);
      job.add(funnel.request());
      if (funnel.response() != null) {
        job.add(funnel.response());
      }
      send(funnel.impressions());
      send(funnel.clicks());
      send(funnel.notices());
      // The bills of impressions are derived from them when they are sent.
      funnel.impressions().forEach(impression -> job.add(Notices.billing(impression)));
    }

    long won = sum(AuctionTable.RECONCILIATION, "won");
    long billed = sum(AuctionTable.RECONCILIATION, "billed");
    assertThat(sum(AuctionTable.RECONCILIATION, "not_won")).isZero();
    assertShare(BILLING_LOSS, sum(AuctionTable.RECONCILIATION, "not_billed"), won);
    assertShare(PRICE_DRIFT, sum(AuctionTable.RECONCILIATION, "other_price"), billed);
    assertShare(RENDER_LOSS, billed - sum(AuctionTable.RECONCILIATION, "rendered"), billed);
    assertThat(job.rows(AuctionTable.GAPS))
        .hasSize(Math.toIntExact(won - sum(AuctionTable.RECONCILIATION, "matched")));
    assertThat(sum(AuctionTable.SERVING, "impressions"))
        .isEqualTo(sum(AuctionTable.RECONCILIATION, "rendered"));

    long all = requests(".*");
    long answered = all - requests("NO_RESPONSE") - requests("NO_BID.*");
    long sold = requests("RENDERED") + requests("BILLED_.*") + requests("WON_.*");
    assertThat(all).isEqualTo(REQUESTS);
    assertShare(ANSWERED, answered, all);
    assertThat((double) sold / answered).isCloseTo(WON, Offset.offset(0.02));
    assertThat(Map.of("lost", requests("LOST.*"), "below", requests("BELOW_FLOOR")))
        .allSatisfy((reason, count) -> assertThat(count).as(reason).isPositive());
  }
}
