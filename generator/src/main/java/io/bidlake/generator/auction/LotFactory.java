package io.bidlake.generator.auction;

import io.bidlake.generator.market.DealOffer;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.market.Placement;
import io.bidlake.generator.market.Placement.Surface;
import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.generator.supply.Channel;
import io.bidlake.generator.supply.DeviceProfile;
import io.bidlake.model.Deal;
import io.bidlake.model.Imp;
import io.bidlake.model.Pmp;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Creates the placements of a request. */
record LotFactory(Market market) {

  private static final double NO_FLOOR = 0.12;
  private static final double HAS_DEALS = 0.12;
  private static final double DEALS_ONLY = 0.3;
  private static final Integer SECURE = 1;

  /** Seconds within which a winning ad must be rendered. */
  private static final List<Integer> EXPIRIES = List.of(300, 600, 900, 1800, 3600);

  private static final List<Utf8> IDS = Text.list("1", "2", "3", "4");
  private static final Utf8 SDK = new Utf8("BidlakeAds");
  private static final List<Utf8> SDK_VERSIONS = Text.list("3.8.2", "4.0.1", "4.2.0");

  List<Lot> lots(Channel channel, DeviceProfile device, Currency currency, Dice dice) {
    Weighted<Placement> placements = market.placements().get(surface(channel, device));
    int count = count(channel, dice);
    if (count == 1) {
      return List.of(lot(0, placements.pick(dice), channel, currency, dice));
    }
    List<Lot> lots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lots.add(lot(i, placements.pick(dice), channel, currency, dice));
    }
    return lots;
  }

  private static Surface surface(Channel channel, DeviceProfile device) {
    return switch (channel) {
      case SITE ->
          device.kind() == DeviceProfile.Kind.PHONE ? Surface.PHONE_PAGE : Surface.DESKTOP_PAGE;
      case APP -> Surface.MOBILE_APP;
      case TV -> Surface.TV_APP;
      case OUT_OF_HOME -> Surface.SCREEN;
    };
  }

  private static int count(Channel channel, Dice dice) {
    int percent = dice.below(100);
    return switch (channel) {
      case SITE -> percent < 72 ? 1 : percent < 87 ? 2 : percent < 96 ? 3 : 4;
      case APP -> percent < 95 ? 1 : 2;
      case TV -> percent < 70 ? 1 : percent < 90 ? 2 : 3;
      case OUT_OF_HOME -> 1;
    };
  }

  private static Lot lot(
      int index, Placement placement, Channel channel, Currency currency, Dice dice) {
    double floor = dice.chance(NO_FLOOR) ? 0 : currency.floorNear(placement.media().floor(dice));
    List<DealOffer> deals = dice.chance(HAS_DEALS) ? deals(placement, dice) : List.of();
    Lot.Access access =
        !deals.isEmpty() && dice.chance(DEALS_ONLY) ? Lot.Access.DEALS_ONLY : Lot.Access.OPEN;
    Imp imp = new Imp();
    imp.setId(IDS.get(index));
    imp.setBanner(placement.banner());
    imp.setVideo(placement.video());
    imp.setNative$(placement.nativeAd());
    imp.setAudio(placement.audio());
    imp.setPmp(deals.isEmpty() ? null : pmp(deals, access));
    if (channel == Channel.APP) {
      imp.setDisplaymanager(SDK);
      imp.setDisplaymanagerver(SDK_VERSIONS.get(dice.below(SDK_VERSIONS.size())));
    }
    imp.setInstl(placement.interstitial());
    imp.setRwdd(placement.rewarded());
    imp.setTagid(placement.tag());
    imp.setBidfloor(floor);
    imp.setBidfloorcur(currency.code());
    imp.setSecure(SECURE);
    imp.setExp(EXPIRIES.get(dice.below(EXPIRIES.size())));
    return new Lot(index, imp, placement, currency.toDollars(floor), deals, access);
  }

  private static List<DealOffer> deals(Placement placement, Dice dice) {
    List<DealOffer> offers = placement.deals();
    int first = dice.below(offers.size());
    return dice.chance(0.6)
        ? List.of(offers.get(first))
        : List.of(offers.get(first), offers.get((first + 1) % offers.size()));
  }

  private static Pmp pmp(List<DealOffer> offers, Lot.Access access) {
    List<Deal> deals = new ArrayList<>(offers.size());
    for (DealOffer offer : offers) {
      deals.add(offer.deal());
    }
    return new Pmp(access == Lot.Access.DEALS_ONLY ? 1 : 0, deals);
  }
}
