package io.bidlake.generator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bidlake.generator.market.Placement.Surface;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.Screen;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketTest {

  private static final Market MARKET = Market.create();

  private final Dice dice = new Dice(1);

  @Test
  void isTheSameEachTime() {
    Market other = Market.create();

    assertThat(other.inventory().pages().items()).isEqualTo(MARKET.inventory().pages().items());
    assertThat(other.inventory().screens().items().stream().map(Screen::dooh).toList())
        .isEqualTo(MARKET.inventory().screens().items().stream().map(Screen::dooh).toList());
    assertThat(creatives(other)).isEqualTo(creatives(MARKET));
  }

  @Test
  void largePublishersHaveMostOfTheTrafficAndSmallOnesALongTail() {
    Map<String, Integer> visits = new HashMap<>();
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      String id = MARKET.inventory().pages().pick(dice).wide().getPublisher().getId().toString();
      visits.merge(id, 1, Integer::sum);
    }
    List<Integer> sorted = visits.values().stream().sorted((a, b) -> b - a).toList();

    assertThat(sorted).hasSizeGreaterThan(100);
    assertThat(sorted.get(0)).isGreaterThan(count / 10);
    assertThat(sorted.stream().skip(50).mapToInt(Integer::intValue).sum())
        .isBetween(count / 10, count / 3);
  }

  @Test
  void onlyTestInventoryBelongsToTestPublishers() {
    assertThat(MARKET.inventory().pages().items())
        .noneMatch(page -> page.wide().getPublisher().getId().toString().startsWith("test-"));
    assertThat(MARKET.testInventory().pages().items())
        .allMatch(page -> page.wide().getPublisher().getId().toString().startsWith("test-"));
    assertThat(MARKET.testInventory().apps().keySet())
        .isEqualTo(MARKET.inventory().apps().keySet());
  }

  @Test
  void everyPlacementHasAnAdWhateverIsBlocked() {
    for (Surface surface : Surface.values()) {
      for (Placement placement : MARKET.placements().get(surface).items()) {
        for (Blocklist blocklist : MARKET.blocklists().items()) {
          Creative creative = placement.creative(blocklist, dice);
          assertThat(blocklist.blocks(creative)).isFalse();
          assertThat(Collections.disjoint(creative.categories(), blocklist.categories())).isTrue();
          assertThat(Collections.disjoint(creative.domains(), blocklist.domains())).isTrue();
        }
      }
    }
  }

  @Test
  void domainsBelongToNobody() {
    assertThat(MARKET.inventory().pages().items())
        .allMatch(page -> page.wide().getDomain().toString().matches("[a-z0-9]+\\.example"));
  }

  @Test
  void countriesHaveTheirShareOfTheVisitors() {
    int americans = 0;
    for (int i = 0; i < 50_000; i++) {
      americans += MARKET.countries().pick(dice).code().toString().equals("USA") ? 1 : 0;
    }
    assertThat(MARKET.countries().items()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(americans / 50_000.0).isCloseTo(30 / 108.0, within(0.01));
  }

  private static Set<Creative> creatives(Market market) {
    Set<Creative> creatives = new HashSet<>();
    market
        .placements()
        .values()
        .forEach(placements -> placements.items().forEach(p -> creatives.addAll(p.creatives())));
    return creatives;
  }
}
