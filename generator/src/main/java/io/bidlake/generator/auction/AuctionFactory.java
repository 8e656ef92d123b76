package io.bidlake.generator.auction;

import io.bidlake.generator.market.Blocklist;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.market.Seat;
import io.bidlake.generator.place.Currency;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.AppListing;
import io.bidlake.generator.supply.Channel;
import io.bidlake.generator.supply.DeviceProfile;
import io.bidlake.generator.supply.Inventory;
import io.bidlake.generator.supply.Screen;
import io.bidlake.generator.supply.WebPage;
import io.bidlake.generator.visitor.DeviceFactory;
import io.bidlake.generator.visitor.Visitor;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.model.Source;
import io.bidlake.model.SupplyChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Creates bid requests. */
public final class AuctionFactory {

  private static final double FIRST_PRICE_SHARE = 0.7;
  private static final double NAMED_SEATS = 0.03;
  private static final double DECIDED_UPSTREAM = 0.1;

  /** Share of the test traffic that comes from test publishers; the rest has {@code test} = 1. */
  private static final double TEST_PUBLISHERS = 0.8;

  private static final int[] PATIENCE_ON_SITES = {100, 120, 150, 200, 250, 300};
  private static final int[] PATIENCE_IN_APPS = {200, 250, 300, 500};
  private static final int[] PATIENCE_ON_TV = {500, 800, 1000};

  private static final List<Currency> DOLLARS = List.of(Currency.USD);

  private final Market market;
  private final TrafficRates rates;
  private final LotFactory lots;
  private final DeviceFactory devices;
  private final Dice person = new Dice(0);

  public AuctionFactory(Market market, TrafficRates rates) {
    this.market = market;
    this.rates = rates;
    this.lots = new LotFactory(market);
    this.devices = new DeviceFactory(rates.privateIp());
  }

  public Auction auction(Instant time, Dice dice) {
    BidRequest request = new BidRequest();
    request.setId(dice.uuid());
    request.setEventTimestamp(time);
    Channel channel = channel(dice);
    boolean test = dice.chance(rates.test());
    boolean byPublisher = test && dice.chance(TEST_PUBLISHERS);
    request.setTest(test && !byPublisher ? 1 : 0);
    Inventory inventory = byPublisher ? market.testInventory() : market.inventory();
    Visitor visitor = place(request, channel, inventory, dice);
    Currency currency =
        dice.chance(rates.foreignCurrency()) ? visitor.country().currency() : Currency.USD;
    List<Currency> currencies = currencies(currency, dice);
    Blocklist blocklist = market.blocklists().pick(dice);
    List<Lot> offered = lots.lots(channel, visitor.device(), currency, dice);
    request.setImp(imps(offered));
    request.setDevice(devices.device(visitor, channel, dice));
    request.setUser(visitor.user());
    request.setRegs(visitor.privacy().regs());
    request.setAt(dice.chance(FIRST_PRICE_SHARE) ? Auction.FIRST_PRICE : Auction.SECOND_PRICE);
    request.setTmax(patience(channel, dice));
    request.setCur(codes(currencies));
    request.setBcat(blocklist.categories());
    request.setBadv(blocklist.domains());
    request.setCattax(1);
    List<Seat> seats = market.seats();
    request.setWseat(List.of());
    if (dice.chance(NAMED_SEATS) && offered.stream().allMatch(lot -> lot.deals().isEmpty())) {
      int first = dice.below(seats.size() - 3);
      seats = seats.subList(first, first + 4);
      request.setWseat(seats.stream().map(Seat::id).toList());
    }
    return new Auction(request, offered, currencies, blocklist, seats);
  }

  private Channel channel(Dice dice) {
    double share = dice.unit();
    if (share < rates.app()) {
      return Channel.APP;
    }
    if (share < rates.app() + rates.tv()) {
      return Channel.TV;
    }
    return share < rates.app() + rates.tv() + rates.outOfHome()
        ? Channel.OUT_OF_HOME
        : Channel.SITE;
  }

  private Visitor place(BidRequest request, Channel channel, Inventory inventory, Dice dice) {
    if (channel == Channel.OUT_OF_HOME) {
      Screen screen = inventory.screens().pick(dice);
      request.setDooh(screen.dooh());
      request.setSource(source(screen.chain(), dice));
      return Visitor.passerBy(screen, dice);
    }
    Visitor visitor = Visitor.person(market, channel, person, dice);
    DeviceProfile device = visitor.device();
    if (channel == Channel.SITE) {
      WebPage page = inventory.pages().pick(dice);
      request.setSite(device.kind() == DeviceProfile.Kind.PHONE ? page.mobile() : page.wide());
      request.setSource(source(page.chain(), dice));
    } else {
      AppListing listing = inventory.apps().get(device.platform()).pick(dice);
      request.setApp(listing.app());
      request.setSource(source(listing.chain(), dice));
    }
    return visitor;
  }

  private static Source source(SupplyChain chain, Dice dice) {
    return new Source(dice.chance(DECIDED_UPSTREAM) ? 1 : 0, dice.uuid(), null, chain, null);
  }

  private static List<Currency> currencies(Currency currency, Dice dice) {
    if (currency == Currency.USD) {
      return DOLLARS;
    }
    return dice.chance(0.5) ? List.of(currency) : List.of(currency, Currency.USD);
  }

  private static List<Utf8> codes(List<Currency> currencies) {
    return currencies.size() == 1
        ? List.of(currencies.get(0).code())
        : List.of(currencies.get(0).code(), currencies.get(1).code());
  }

  private static int patience(Channel channel, Dice dice) {
    int[] choices =
        switch (channel) {
          case SITE -> PATIENCE_ON_SITES;
          case APP -> PATIENCE_IN_APPS;
          case TV, OUT_OF_HOME -> PATIENCE_ON_TV;
        };
    return choices[dice.below(choices.length)];
  }

  private static List<Imp> imps(List<Lot> lots) {
    if (lots.size() == 1) {
      return List.of(lots.get(0).imp());
    }
    List<Imp> imps = new ArrayList<>(lots.size());
    for (Lot lot : lots) {
      imps.add(lot.imp());
    }
    return imps;
  }
}
