package io.bidlake.generator.funnel;

import io.bidlake.generator.market.Channel;
import io.bidlake.generator.market.City;
import io.bidlake.generator.market.Country;
import io.bidlake.generator.market.DeviceProfile;
import io.bidlake.generator.market.Dice;
import io.bidlake.generator.market.Market;
import io.bidlake.generator.market.Screen;
import io.bidlake.model.User;
import org.apache.avro.util.Utf8;

/**
 * Who sees the ad: a person with a device, or a screen in a street. A person comes back with the
 * same device, place, address and ids, because all of it is drawn from the person's number.
 *
 * @param ip IPv4 address, null when {@code ipv6} is set
 * @param ipv6 IPv6 address, null when {@code ip} is set
 * @param carrier who carries cellular traffic
 * @param provider who carries the rest
 * @param latitude degrees
 * @param longitude degrees
 * @param advertisingId id of the device, null when hidden or not an app
 * @param user null when nothing may be said
 */
record Visitor(
    Country country,
    City city,
    DeviceProfile device,
    Privacy privacy,
    Utf8 language,
    Utf8 ip,
    Utf8 ipv6,
    Utf8 carrier,
    Utf8 provider,
    double latitude,
    double longitude,
    Utf8 advertisingId,
    User user) {

  private static final int PEOPLE = 2_000_000;
  private static final double V6 = 0.25;

  static Visitor person(Market market, Channel channel, Dice person, Dice request) {
    person.reseed(Dice.seedOf(channel.name().hashCode(), request.below(PEOPLE)));
    Country country = market.countries().pick(person);
    City city = country.cities().pick(person);
    DeviceProfile device = market.devices().pick(channel, person);
    Privacy privacy = Privacy.of(channel, country.privacyLaw(), person, request);
    boolean v6 = person.chance(V6);
    return new Visitor(
        country,
        city,
        device,
        privacy,
        country.languages().pick(person),
        v6 ? null : country.addresses().v4(person),
        v6 ? country.addresses().v6(person) : null,
        country.carriers().pick(person),
        country.providers().pick(person),
        nearby(city.latitude(), person),
        nearby(city.longitude(), person),
        privacy.identity() == Privacy.Identity.KNOWN && channel != Channel.SITE
            ? person.uuid()
            : null,
        Users.user(privacy, channel, person));
  }

  static Visitor passerBy(Screen screen, Dice request) {
    Privacy privacy =
        Privacy.of(Channel.OUT_OF_HOME, screen.country().privacyLaw(), request, request);
    return new Visitor(
        screen.country(),
        screen.city(),
        screen.device(),
        privacy,
        screen.country().languages().pick(request),
        screen.ip(),
        null,
        screen.provider(),
        screen.provider(),
        screen.city().latitude(),
        screen.city().longitude(),
        null,
        Users.user(privacy, Channel.OUT_OF_HOME, request));
  }

  private static double nearby(double degrees, Dice dice) {
    return StrictMath.rint((degrees + (dice.unit() - 0.5) / 5) * 10_000) / 10_000;
  }
}
