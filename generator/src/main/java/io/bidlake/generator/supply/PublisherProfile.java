package io.bidlake.generator.supply;

import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SupplyChain;
import io.bidlake.model.SupplyChainNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;

/**
 * A publisher, with its inventory and the supply chain to the exchange.
 *
 * @param weight weight of its traffic
 * @param chain sellers between the publisher and the buyers
 * @param channels the kinds of inventory that it owns
 */
public record PublisherProfile(
    Publisher publisher,
    Category category,
    double weight,
    SupplyChain chain,
    Set<Channel> channels) {

  private static final Utf8 EXCHANGE = new Utf8("exchange.bidlake.example");
  private static final Utf8 RESELLER = new Utf8("yield.example");
  private static final Utf8 VERSION = new Utf8("1.0");

  private static final int COUNT = 200;
  private static final int TEST_COUNT = 5;

  /** Exponent of Zipf's law. */
  private static final double TAIL = 0.9;

  private static final Set<Channel> SITES = Set.of(Channel.SITE);
  private static final Set<Channel> APPS = Set.of(Channel.APP);
  private static final Set<Channel> BOTH = Set.of(Channel.SITE, Channel.APP);
  private static final Set<Channel> TV = Set.of(Channel.TV);
  private static final Set<Channel> SCREENS = Set.of(Channel.OUT_OF_HOME);

  /** What publishers own, by rank. */
  private static final List<Set<Channel>> OWNED =
      List.of(
          SITES, BOTH, APPS, SITES, TV, SITES, SITES, APPS, BOTH, SITES, APPS, SITES, SCREENS,
          SITES, TV, SITES, APPS, SITES, BOTH, APPS);

  /** Returns the publishers of production traffic: a few large ones and a long tail. */
  public static List<PublisherProfile> real(List<Category> categories, Names names, Dice dice) {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i ->
                of(
                    "pub-%03d".formatted(i + 1),
                    categories.get(dice.below(categories.size())),
                    StrictMath.pow(i + 1, -TAIL),
                    OWNED.get(i % OWNED.size()),
                    names,
                    dice))
        .toList();
  }

  /** Returns the publishers of test traffic. */
  public static List<PublisherProfile> test(List<Category> categories, Names names, Dice dice) {
    return IntStream.rangeClosed(1, TEST_COUNT)
        .mapToObj(
            number ->
                of(
                    "test-pub-%02d".formatted(number),
                    categories.get(dice.below(categories.size())),
                    1,
                    EnumSet.allOf(Channel.class),
                    names,
                    dice))
        .toList();
  }

  private static PublisherProfile of(
      String id, Category category, double weight, Set<Channel> channels, Names names, Dice dice) {
    String name = names.company();
    Utf8 domain = new Utf8(Names.domain(name));
    Publisher publisher =
        Publisher.newBuilder()
            .setId(new Utf8(id))
            .setName(new Utf8(name))
            .setDomain(domain)
            .setCat(List.of(category.code()))
            .build();
    SupplyChainNode exchange = node(EXCHANGE, id);
    // The last node is the sender of the request.
    List<SupplyChainNode> nodes =
        dice.chance(0.25)
            ? List.of(node(RESELLER, "y" + dice.between(10_000, 99_999)), exchange)
            : List.of(exchange);
    return new PublisherProfile(
        publisher, category, weight, new SupplyChain(1, VERSION, nodes), channels);
  }

  private static SupplyChainNode node(Utf8 system, String seller) {
    return new SupplyChainNode(system, new Utf8(seller), null, null, null, 1);
  }
}
