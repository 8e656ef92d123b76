package io.bidlake.generator.visitor;

import io.bidlake.generator.market.Market;
import io.bidlake.generator.place.City;
import io.bidlake.generator.place.Country;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.supply.Channel;
import io.bidlake.generator.supply.DeviceProfile;
import io.bidlake.generator.supply.Screen;
import io.bidlake.model.Eid;
import io.bidlake.model.Uid;
import io.bidlake.model.User;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * The visitor who sees the ad: a person with a device, or a public screen. A returning person has
 * the same device, place, address and ids, because all of these are drawn from the person's number.
 *
 * @param ip IPv4 address, null when {@code ipv6} is set
 * @param ipv6 IPv6 address, null when {@code ip} is set
 * @param carrier carrier of cellular traffic
 * @param provider internet provider of other traffic
 * @param latitude degrees
 * @param longitude degrees
 * @param advertisingId advertising id of the device, null if it is hidden, and on sites and screens
 * @param user null if no user data may be sent
 */
public record Visitor(
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
  private static final double KNOWN_TO_BUYER = 0.6;
  private static final double HAS_EXTENDED_ID = 0.4;
  private static final double HAS_INTERESTS = 0.2;

  private static final List<Utf8> SOURCES =
      Text.list("id5-sync.com", "liveramp.com", "uidapi.com", "pubcid.org");

  private static final List<Utf8> INTERESTS =
      Text.list("sports,cars", "travel,food", "gaming", "fashion,beauty", "finance", "garden,diy");

  public static Visitor person(Market market, Channel channel, Dice person, Dice request) {
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
        !privacy.isHidden() && channel != Channel.SITE ? person.uuid() : null,
        user(privacy, channel, person));
  }

  public static Visitor passerBy(Screen screen, Dice request) {
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
        user(privacy, Channel.OUT_OF_HOME, request));
  }

  private static double nearby(double degrees, Dice dice) {
    return StrictMath.rint((degrees + (dice.unit() - 0.5) / 5) * 10_000) / 10_000;
  }

  /** Returns the user object, with ids only if the visitor allows them. */
  private static User user(Privacy privacy, Channel channel, Dice person) {
    boolean known = !privacy.isHidden();
    if (!known && privacy.consent() == null) {
      return null;
    }
    User user = new User();
    user.setConsent(privacy.consent());
    user.setEids(List.of());
    if (known) {
      user.setId(person.uuid());
      if (person.chance(KNOWN_TO_BUYER)) {
        user.setBuyeruid(person.uuid());
      }
      if (person.chance(HAS_EXTENDED_ID)) {
        Uid uid = new Uid(person.uuid(), channel == Channel.APP ? 2 : 1);
        user.setEids(List.of(new Eid(SOURCES.get(person.below(SOURCES.size())), List.of(uid))));
      }
      if (person.chance(HAS_INTERESTS)) {
        user.setKeywords(INTERESTS.get(person.below(INTERESTS.size())));
      }
    }
    return user;
  }
}
