package io.bidlake.auction;

import static io.bidlake.auction.Facts.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Slot;
import io.bidlake.runtime.state.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the order of the events and their copies, the tables are the same. */
class AuctionPropertyTest {

  private static final int AUCTIONS = 2_000;

  private static final String[] SEATS = {"a", "b", null};
  private static final String[] IMPS = {"1", "2", "9"};
  private static final Integer[] REASONS = {null, 1, 102, 700};
  private static final double[] PRICES = {0, 0.00005, 0.7, 1, 1.3, 1_000_000, Double.NaN};

  @Test
  void doesNotDependOnTheOrderOfEventsAndCopies() {
    for (int seed = 0; seed < AUCTIONS; seed++) {
      Random random = new Random(seed);
      List<Fact> facts = facts(random);
      Map<?, ?> expected = run(facts);

      Collections.shuffle(facts, random);

      assertThat(run(facts)).as("seed %d: %s", seed, facts).isEqualTo(expected);
    }
  }

  private static Map<?, ?> run(List<Fact> facts) {
    AuctionRun run = new AuctionRun(Facts.ID);
    facts.forEach(run::add);
    return run.all();
  }

  /** Returns events of one request with few ids, so that many are copies that differ. */
  static List<Fact> facts(Random random) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(12); i++) {
      facts.add(
          switch (random.nextInt(4)) {
            case 0 -> request(random);
            case 1 -> response(random);
            default -> outcome(random);
          });
    }
    return facts;
  }

  private static Request request(Random random) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      slots.add(Facts.slot(pick(IMPS, random), random.nextBoolean() ? "1x1" : null, price(random)));
    }
    String publisher = random.nextBoolean() ? "pub" : null;
    return new Request(
        HOUR + random.nextInt(2), publisher, random.nextInt(5) > 0, slots, random.nextInt(3));
  }

  private static Fact response(Random random) {
    Bid[] bids = new Bid[random.nextInt(4)];
    for (int i = 0; i < bids.length; i++) {
      String campaign = random.nextBoolean() ? "c" + random.nextInt(2) : null;
      bids[i] = Facts.bid(pick(SEATS, random), pick(IMPS, random), price(random), campaign);
    }
    return Facts.response(
        "p" + random.nextInt(2), random.nextInt(3) * 3_000L, pick(REASONS, random), bids);
  }

  private static Outcome outcome(Random random) {
    Kind kind = pick(Kind.values(), random);
    long time = HOUR + random.nextInt(4) * 1_900_000L + random.nextInt(3);
    boolean isClick = kind == Kind.CLICK;
    EventId parent =
        kind == Kind.IMPRESSION
            ? Facts.id("p" + random.nextInt(2))
            : isClick ? Facts.id("o" + random.nextInt(3)) : EventId.EMPTY;
    return new Outcome(
        kind.isNotice() ? time : HOUR + random.nextInt(10_000),
        kind,
        Facts.id("o" + random.nextInt(3)),
        parent,
        isClick ? EventId.EMPTY : Facts.id(pick(IMPS, random)),
        isClick ? null : pick(SEATS, random),
        isClick ? Double.NaN : price(random),
        kind == Kind.LOSS ? pick(REASONS, random) : null);
  }

  private static double price(Random random) {
    return PRICES[random.nextInt(PRICES.length)];
  }

  private static <T> T pick(T[] from, Random random) {
    return from[random.nextInt(from.length)];
  }
}
