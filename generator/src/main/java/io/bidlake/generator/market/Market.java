package io.bidlake.generator.market;

import io.bidlake.generator.market.Placement.Surface;
import io.bidlake.generator.place.Country;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.generator.supply.Category;
import io.bidlake.generator.supply.Devices;
import io.bidlake.generator.supply.Inventory;
import io.bidlake.generator.supply.Names;
import io.bidlake.generator.supply.PublisherProfile;
import io.bidlake.model.Deal;
import java.util.List;
import java.util.Map;

/**
 * All participants and objects of auctions: created once at startup; events are drawn from it.
 *
 * @param inventory inventory of production traffic
 * @param testInventory inventory of test publishers
 */
public record Market(
    Weighted<Country> countries,
    Devices devices,
    Inventory inventory,
    Inventory testInventory,
    List<Seat> seats,
    Weighted<Blocklist> blocklists,
    Map<Surface, Weighted<Placement>> placements,
    List<Advertiser> advertisers,
    List<Creative> creatives,
    List<Deal> deals) {

  /**
   * The market has a fixed seed of its own, so that a run with another seed has different traffic
   * but the same publishers, and dashboards remain comparable after a restart.
   */
  private static final long SEED = 2_600;

  public static Market create() {
    Names names = new Names(SEED);
    Dice dice = new Dice(SEED);
    List<Category> categories = Category.all();
    Weighted<Country> countries = Country.all();
    Devices devices = new Devices();
    Inventory inventory =
        Inventory.of(
            PublisherProfile.real(categories, names, dice), countries, devices, names, dice);
    Inventory testInventory =
        Inventory.of(
            PublisherProfile.test(categories, names, dice), countries, devices, names, dice);
    Advertisers advertisers = new Advertisers(categories, names, dice);
    List<Seat> seats = Seat.all();
    Weighted<Blocklist> blocklists = Blocklist.all(categories, advertisers, dice);
    Map<Media, List<DealOffer>> deals = DealOffer.all(seats, dice);
    return new Market(
        countries,
        devices,
        inventory,
        testInventory,
        seats,
        blocklists,
        Placements.all(advertisers.creatives(), deals),
        advertisers.all(),
        advertisers.creatives(),
        deals.values().stream().flatMap(List::stream).map(DealOffer::deal).toList());
  }
}
