package io.bidlake.generator.market;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.Category;
import io.bidlake.generator.supply.Names;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Creates the advertisers with their campaigns and creatives. */
final class Advertisers {

  static final int COUNT = 60;

  private static final int[][] BANNERS = {
    {300, 250},
    {728, 90},
    {970, 250},
    {160, 600},
    {300, 600},
    {320, 50},
    {320, 100},
    {320, 480},
    {1920, 1080},
    {1080, 1920}
  };
  private static final int[][] VIDEOS = {{640, 360}, {1280, 720}, {1920, 1080}, {320, 480}};
  private static final int[] DURATIONS = {6, 15, 30};
  private static final double MADE = 0.6;

  private final List<Advertiser> advertisers = new ArrayList<>();
  private final List<Creative> creatives = new ArrayList<>();

  Advertisers(List<Category> all, Names names, Dice dice) {
    for (int advertiser = 0; advertiser < COUNT; advertiser++) {
      String name = names.company();
      advertisers.add(
          new Advertiser(
              "adv-%02d".formatted(advertiser + 1),
              name,
              new Utf8(Names.domain(name)),
              all.get(dice.below(all.size())).pick(dice)));
      int campaigns = dice.between(1, 4);
      for (int campaign = 1; campaign <= campaigns; campaign++) {
        addCampaign(advertiser, "cmp-%02d-%d".formatted(advertiser + 1, campaign), dice);
      }
    }
  }

  List<Advertiser> all() {
    return advertisers;
  }

  List<Creative> creatives() {
    return creatives;
  }

  Utf8 domain(int advertiser) {
    return advertisers.get(advertiser).domain();
  }

  List<Utf8> categories(int advertiser) {
    return advertisers.get(advertiser).categories();
  }

  private void addCampaign(int advertiser, String campaign, Dice dice) {
    for (int[] size : BANNERS) {
      if (dice.chance(MADE)) {
        add(advertiser, campaign, Creative.BANNER, size[0], size[1], null);
      }
    }
    for (int[] size : VIDEOS) {
      for (int duration : DURATIONS) {
        if (dice.chance(MADE)) {
          add(advertiser, campaign, Creative.VIDEO, size[0], size[1], duration);
        }
      }
    }
    for (int duration : DURATIONS) {
      add(advertiser, campaign, Creative.AUDIO, null, null, duration);
    }
    add(advertiser, campaign, Creative.NATIVE, null, null, null);
  }

  private void add(
      int advertiser, String campaign, Integer mtype, Integer w, Integer h, Integer dur) {
    Utf8 domain = domain(advertiser);
    String id = "cr-%05d".formatted(creatives.size() + 1);
    creatives.add(
        new Creative(
            advertiser,
            new Utf8(id),
            new Utf8(campaign),
            List.of(domain),
            categories(advertiser),
            mtype,
            w,
            h,
            dur,
            new Utf8(
                "https://%s/landing?campaign=%s&creative=%s".formatted(domain, campaign, id))));
  }
}
