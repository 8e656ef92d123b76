package io.bidlake.generator.supply;

import io.bidlake.generator.place.City;
import io.bidlake.generator.place.Country;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.model.Dooh;
import io.bidlake.model.SupplyChain;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A digital out-of-home screen, with a fixed location and IP address.
 *
 * @param ip IPv4 address
 * @param provider internet provider
 */
public record Screen(
    SupplyChain chain,
    Dooh dooh,
    Country country,
    City city,
    DeviceProfile device,
    Utf8 ip,
    Utf8 provider) {

  private static final int SCREENS = 40;

  /** Venue types of the OpenOOH taxonomy. */
  private static final List<String> VENUES =
      List.of(
          "transit.airports",
          "transit.subway",
          "retail.malls",
          "retail.grocery",
          "outdoor.billboards",
          "outdoor.bus_shelters",
          "health_and_beauty.gyms");

  static void addScreens(
      PublisherProfile owner,
      Weighted<Country> countries,
      Devices devices,
      Names names,
      Dice dice,
      Weighted.Builder<Screen> screens) {
    for (int number = 1; number <= SCREENS; number++) {
      Country country = countries.pick(dice);
      City city = country.cities().pick(dice);
      String name = "%s, %s".formatted(names.screen(), city.name());
      Dooh dooh =
          Dooh.newBuilder()
              .setId(new Utf8("screen-%s-%d".formatted(owner.publisher().getId(), number)))
              .setName(new Utf8(name))
              .setVenuetype(Text.list(VENUES.get(dice.below(VENUES.size()))))
              .setDomain(owner.publisher().getDomain())
              .setPublisher(owner.publisher())
              .build();
      screens.add(
          new Screen(
              owner.chain(),
              dooh,
              country,
              city,
              devices.pick(Channel.OUT_OF_HOME, dice),
              country.addresses().v4(dice),
              country.providers().pick(dice)),
          owner.weight() / SCREENS);
    }
  }
}
