package io.bidlake.generator.funnel;

import io.bidlake.generator.auction.TrafficRates;
import io.bidlake.generator.market.Market;
import io.bidlake.model.Bid;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.model.SeatBid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.util.Utf8;

/** Funnels to look at: made once for all tests. */
public final class SampleFunnels {

  public static final Market MARKET = Market.create();
  public static final TrafficRates TRAFFIC = new TrafficRates(0.30, 0.08, 0.02, 0.10, 0.05, 0.02);
  public static final FunnelRates RATES = new FunnelRates(0.60, 0.05, 0.15, 0, 0, 0, 0.05);

  /** The same, but of what is won much is lost. */
  public static final FunnelRates LOSSY = new FunnelRates(0.60, 0.05, 0.30, 0.2, 0.1, 0.3, 0.05);

  public static final int COUNT = 20_000;
  public static final long START = 1_770_076_800_000L;

  private static final List<Funnel> FUNNELS = funnels(factory(42));

  private SampleFunnels() {}

  public static FunnelFactory factory(long seed) {
    return factory(seed, RATES);
  }

  public static FunnelFactory factory(long seed, FunnelRates rates) {
    return new FunnelFactory(MARKET, seed, TRAFFIC, rates);
  }

  public static List<Funnel> all() {
    return FUNNELS;
  }

  static List<BidRequest> requests() {
    return FUNNELS.stream().map(Funnel::request).toList();
  }

  /** All bids with what they are for. */
  static void eachBid(Consumer<Offer> consumer) {
    for (Funnel funnel : FUNNELS) {
      if (funnel.response() != null) {
        for (SeatBid seatBid : funnel.response().getSeatbid()) {
          for (Bid bid : seatBid.getBid()) {
            consumer.accept(
                new Offer(funnel, seatBid.getSeat(), bid, imp(funnel.request(), bid.getImpid())));
          }
        }
      }
    }
  }

  static Imp imp(BidRequest request, Utf8 id) {
    return request.getImp().stream()
        .filter(imp -> imp.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static List<Funnel> funnels(FunnelFactory factory) {
    List<Funnel> funnels = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      funnels.add(factory.funnel(i, START + i * 10L));
    }
    return funnels;
  }

  record Offer(Funnel funnel, Utf8 seat, Bid bid, Imp imp) {}
}
