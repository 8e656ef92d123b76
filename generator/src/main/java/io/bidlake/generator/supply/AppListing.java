package io.bidlake.generator.supply;

import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.model.App;
import io.bidlake.model.SupplyChain;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** An app in one app store. */
public record AppListing(SupplyChain chain, App app) {

  private static final Map<Channel, List<Platform>> PLATFORMS =
      Map.of(
          Channel.APP,
          List.of(Platform.IOS, Platform.ANDROID),
          Channel.TV,
          List.of(
              Platform.ROKU,
              Platform.TIZEN,
              Platform.TVOS,
              Platform.FIRE_TV,
              Platform.SET_TOP_BOX));

  static void addApps(
      PublisherProfile owner,
      Channel channel,
      Names names,
      Dice dice,
      Map<Platform, Weighted.Builder<AppListing>> listings) {
    int count = dice.between(1, 3);
    for (int number = 1; number <= count; number++) {
      String name =
          channel == Channel.TV
              ? names.place() + " " + owner.category().word(dice) + " TV"
              : names.app();
      List<Utf8> categories = owner.category().pick(dice);
      int storeNumber = dice.below(1_000_000_000);
      Utf8 version =
          new Utf8("%d.%d.%d".formatted(dice.between(1, 9), dice.below(20), dice.below(9)));
      int paid = dice.chance(0.1) ? 1 : 0;
      for (Platform platform : PLATFORMS.get(channel)) {
        String bundle = platform.bundle(Names.slug(name), storeNumber);
        App app =
            App.newBuilder()
                .setId(
                    new Utf8(
                        "app-%s-%s%d"
                            .formatted(
                                owner.publisher().getId(),
                                channel == Channel.TV ? "tv" : "",
                                number)))
                .setName(new Utf8(name))
                .setBundle(new Utf8(bundle))
                .setDomain(owner.publisher().getDomain())
                .setStoreurl(Text.of(platform.storeUrl(bundle)))
                .setCat(categories)
                .setVer(version)
                .setPaid(paid)
                .setPublisher(owner.publisher())
                .build();
        listings
            .computeIfAbsent(platform, p -> new Weighted.Builder<>())
            .add(new AppListing(owner.chain(), app), owner.weight() / count);
      }
    }
  }
}
