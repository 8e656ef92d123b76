package io.bidlake.generator.visitor;

import io.bidlake.generator.place.PrivateAddress;
import io.bidlake.generator.pool.Dice;
import io.bidlake.generator.supply.Channel;
import io.bidlake.generator.supply.DeviceProfile;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;

/**
 * Creates the {@code device} object of a visitor, with its {@code geo}.
 *
 * @param privateIpRate share of the devices whose IP address is not public, 0 to 1
 */
public record DeviceFactory(double privateIpRate) {

  private static final Integer ETHERNET = 1;
  private static final Integer WIFI = 2;
  private static final Integer CELLULAR_3G = 5;
  private static final Integer CELLULAR_4G = 6;
  private static final Integer CELLULAR_5G = 7;
  private static final Integer FROM_GPS = 1;
  private static final Integer FROM_IP = 2;
  private static final double GPS_IN_APPS = 0.4;

  public Device device(Visitor visitor, Channel channel, Dice dice) {
    DeviceProfile profile = visitor.device();
    Integer connection = connection(profile.kind(), dice);
    Device device = new Device();
    device.setUa(profile.agent(channel));
    device.setSua(profile.structuredAgent(channel));
    device.setGeo(geo(visitor, channel, dice));
    device.setDnt(visitor.privacy().doNotTrack());
    device.setLmt(visitor.privacy().limitTracking());
    if (dice.chance(privateIpRate)) {
      PrivateAddress address = PrivateAddress.pick(dice);
      device.setIp(address.v4());
      device.setIpv6(address.v6());
    } else {
      device.setIp(visitor.ip());
      device.setIpv6(visitor.ipv6());
    }
    device.setDevicetype(profile.type());
    device.setMake(profile.make());
    device.setModel(profile.model());
    device.setOs(profile.os());
    device.setOsv(profile.osVersion());
    device.setW(profile.width());
    device.setH(profile.height());
    device.setLanguage(visitor.language());
    device.setConnectiontype(connection);
    device.setCarrier(connection > WIFI ? visitor.carrier() : visitor.provider());
    device.setIfa(visitor.advertisingId());
    return device;
  }

  private static Geo geo(Visitor visitor, Channel channel, Dice dice) {
    Geo geo = new Geo();
    // The exact location of a child must not be sent.
    if (!visitor.privacy().ofChild()) {
      geo.setLat(visitor.latitude());
      geo.setLon(visitor.longitude());
    }
    geo.setType(
        channel == Channel.APP && visitor.advertisingId() != null && dice.chance(GPS_IN_APPS)
            ? FROM_GPS
            : FROM_IP);
    geo.setCountry(visitor.country().code());
    geo.setRegion(visitor.city().region());
    geo.setMetro(visitor.city().metro());
    geo.setCity(visitor.city().name());
    geo.setZip(visitor.city().zip());
    geo.setUtcoffset(visitor.city().utcOffset());
    return geo;
  }

  private static Integer connection(DeviceProfile.Kind kind, Dice dice) {
    int percent = dice.below(100);
    return switch (kind) {
      case PHONE ->
          percent < 55
              ? WIFI
              : percent < 78 ? CELLULAR_4G : percent < 97 ? CELLULAR_5G : CELLULAR_3G;
      case TABLET -> percent < 90 ? WIFI : CELLULAR_4G;
      case DESKTOP, TV -> percent < 60 ? WIFI : ETHERNET;
      case SCREEN -> percent < 60 ? ETHERNET : CELLULAR_4G;
    };
  }
}
