package io.bidlake.generator.supply;

import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Publisher;
import io.bidlake.model.SupplyChain;
import io.bidlake.model.SupplyChainNode;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A publisher, with its inventory and the supply chain to the exchange.
 *
 * @param weight weight of its traffic
 * @param chain sellers between the publisher and the buyers
 */
record PublisherProfile(
    Publisher publisher, Category category, double weight, SupplyChain chain, Holdings holdings) {

  /** The kinds of inventory that a publisher owns. */
  enum Holdings {
    SITES,
    SITES_AND_APPS,
    APPS,
    TV_APPS,
    SCREENS,
    EVERYTHING;

    boolean include(Channel channel) {
      return this == EVERYTHING
          || switch (channel) {
            case SITE -> this == SITES || this == SITES_AND_APPS;
            case APP -> this == APPS || this == SITES_AND_APPS;
            case TV -> this == TV_APPS;
            case OUT_OF_HOME -> this == SCREENS;
          };
    }
  }

  private static final Utf8 EXCHANGE = new Utf8("exchange.bidlake.example");
  private static final Utf8 RESELLER = new Utf8("yield.example");
  private static final Utf8 VERSION = new Utf8("1.0");

  static PublisherProfile of(
      String id, Category category, double weight, Holdings holdings, Names names, Dice dice) {
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
        publisher, category, weight, new SupplyChain(1, VERSION, nodes), holdings);
  }

  private static SupplyChainNode node(Utf8 system, String seller) {
    return new SupplyChainNode(system, new Utf8(seller), null, null, null, 1);
  }
}
