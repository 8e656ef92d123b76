package io.bidlake.generator.supply;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.PublisherProfile.Holdings;
import java.util.ArrayList;
import java.util.List;

/** Creates the publishers: a few large ones and a long tail. */
public final class Publishers {

  private static final int COUNT = 200;
  private static final int TEST_COUNT = 5;

  /** Exponent of Zipf's law. */
  private static final double TAIL = 0.9;

  private static final Holdings[] HOLDINGS = {
    Holdings.SITES, Holdings.SITES_AND_APPS, Holdings.APPS, Holdings.SITES, Holdings.TV_APPS,
    Holdings.SITES, Holdings.SITES, Holdings.APPS, Holdings.SITES_AND_APPS, Holdings.SITES,
    Holdings.APPS, Holdings.SITES, Holdings.SCREENS, Holdings.SITES, Holdings.TV_APPS,
    Holdings.SITES, Holdings.APPS, Holdings.SITES, Holdings.SITES_AND_APPS, Holdings.APPS
  };

  private Publishers() {}

  /** Returns the publishers of production traffic. */
  public static List<PublisherProfile> real(List<Category> categories, Names names, Dice dice) {
    List<PublisherProfile> publishers = new ArrayList<>();
    for (int rank = 1; rank <= COUNT; rank++) {
      publishers.add(
          PublisherProfile.of(
              "pub-%03d".formatted(rank),
              categories.get(dice.below(categories.size())),
              StrictMath.pow(rank, -TAIL),
              HOLDINGS[(rank - 1) % HOLDINGS.length],
              names,
              dice));
    }
    return publishers;
  }

  /** Returns the publishers of test traffic. */
  public static List<PublisherProfile> test(List<Category> categories, Names names, Dice dice) {
    List<PublisherProfile> publishers = new ArrayList<>();
    for (int number = 1; number <= TEST_COUNT; number++) {
      publishers.add(
          PublisherProfile.of(
              "test-pub-%02d".formatted(number),
              categories.get(dice.below(categories.size())),
              1,
              Holdings.EVERYTHING,
              names,
              dice));
    }
    return publishers;
  }
}
