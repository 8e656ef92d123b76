package io.bidlake.generator.supply;

import io.bidlake.generator.place.Country;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.model.Publisher;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All ad inventory: pages, apps and screens. */
public record Inventory(
    Weighted<WebPage> pages,
    Map<Platform, Weighted<AppListing>> apps,
    Weighted<Screen> screens,
    List<Publisher> publishers) {

  public static Inventory of(
      List<PublisherProfile> publishers,
      Weighted<Country> countries,
      Devices devices,
      Names names,
      Dice dice) {
    Weighted.Builder<WebPage> pages = new Weighted.Builder<>();
    Map<Platform, Weighted.Builder<AppListing>> apps = new EnumMap<>(Platform.class);
    Weighted.Builder<Screen> screens = new Weighted.Builder<>();
    for (PublisherProfile publisher : publishers) {
      for (Channel channel : Channel.values()) {
        if (publisher.channels().contains(channel)) {
          switch (channel) {
            case SITE -> WebPage.addSites(publisher, names, dice, pages);
            case APP, TV -> AppListing.addApps(publisher, channel, names, dice, apps);
            case OUT_OF_HOME ->
                Screen.addScreens(publisher, countries, devices, names, dice, screens);
          }
        }
      }
    }
    Map<Platform, Weighted<AppListing>> listings = new EnumMap<>(Platform.class);
    apps.forEach((platform, builder) -> listings.put(platform, builder.build()));
    return new Inventory(
        pages.build(),
        listings,
        screens.build(),
        publishers.stream().map(PublisherProfile::publisher).toList());
  }
}
