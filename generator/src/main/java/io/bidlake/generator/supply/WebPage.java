package io.bidlake.generator.supply;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.model.Site;
import io.bidlake.model.SupplyChain;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A page of a website.
 *
 * @param wide the page as desktops and tablets see it
 * @param mobile the page as phones see it
 */
public record WebPage(SupplyChain chain, Site wide, Site mobile) {

  private static final int PAGES = 12;

  static void addSites(
      PublisherProfile owner, Names names, Dice dice, Weighted.Builder<WebPage> pages) {
    int count = dice.between(1, 3);
    for (int site = 1; site <= count; site++) {
      String name = names.place() + " " + owner.category().word(dice);
      String domain = Names.domain(name);
      String id = "site-%s-%d".formatted(owner.publisher().getId(), site);
      for (int page = 0; page < PAGES; page++) {
        List<Utf8> categories = owner.category().pick(dice);
        String path = "https://%s/%s-%d".formatted(domain, names.headline(), dice.below(100_000));
        Utf8 referrer = referrer(domain, dice);
        Site.Builder builder =
            Site.newBuilder()
                .setId(new Utf8(id))
                .setName(new Utf8(name))
                .setDomain(new Utf8(domain))
                .setCat(categories)
                .setPage(new Utf8(path))
                .setRef(referrer)
                .setPublisher(owner.publisher());
        pages.add(
            new WebPage(owner.chain(), builder.setMobile(0).build(), builder.setMobile(1).build()),
            owner.weight() / count / PAGES);
      }
    }
  }

  private static Utf8 referrer(String domain, Dice dice) {
    return switch (dice.below(5)) {
      case 0 -> new Utf8("https://search.example/");
      case 1 -> new Utf8("https://social.example/feed");
      case 2 -> new Utf8("https://" + domain + "/");
      default -> null;
    };
  }
}
