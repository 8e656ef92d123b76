package io.bidlake.generator.market;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.generator.supply.Category;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.avro.util.Utf8;

/** The categories and advertiser domains that a publisher blocks; may be empty. */
public record Blocklist(List<Utf8> categories, List<Utf8> domains, BitSet advertisers) {

  /** Adult content and illegal content: part of every list that is not empty. */
  private static final List<Utf8> ALWAYS = Text.list("IAB25", "IAB26");

  public boolean blocks(Creative creative) {
    return advertisers.get(creative.advertiser());
  }

  static Weighted<Blocklist> all(List<Category> all, Advertisers advertisers, Dice dice) {
    Weighted.Builder<Blocklist> lists = new Weighted.Builder<>();
    lists.add(new Blocklist(List.of(), List.of(), new BitSet()), 12);
    lists.add(new Blocklist(ALWAYS, List.of(), new BitSet()), 12);
    for (int i = 0; i < 12; i++) {
      List<Utf8> categories = new ArrayList<>(ALWAYS);
      categories.add(all.get(dice.below(all.size())).code());
      int rival = dice.below(Advertisers.COUNT);
      BitSet blocked = new BitSet();
      blocked.set(rival);
      for (int advertiser = 0; advertiser < Advertisers.COUNT; advertiser++) {
        if (advertisers.categories(advertiser).stream().anyMatch(categories::contains)) {
          blocked.set(advertiser);
        }
      }
      lists.add(
          new Blocklist(List.copyOf(categories), List.of(advertisers.domain(rival)), blocked), 1);
    }
    return lists.build();
  }
}
