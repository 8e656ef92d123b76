package io.bidlake.tables;

import io.bidlake.domain.Countries;
import io.bidlake.domain.Enrichments;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.model.App;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
import io.bidlake.model.CountingRules;
import io.bidlake.model.Device;
import io.bidlake.model.Geo;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import io.bidlake.model.Regs;
import io.bidlake.model.Site;
import io.bidlake.model.User;
import io.bidlake.tables.Column.Part;
import io.bidlake.tables.Column.SharedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.avro.util.Utf8;

/**
 * A placement of a bid request with all that is known of it, of which a row is made. One object,
 * filled anew for each request and each of its placements. What a request does not have is an
 * object without values, so that columns need not ask.
 */
public final class Placement implements Part {

  private static final Site NO_SITE = new Site();
  private static final App NO_APP = new App();
  private static final Publisher NO_PUBLISHER = new Publisher();
  private static final Device NO_DEVICE = new Device();
  private static final Geo NO_GEO = new Geo();
  private static final User NO_USER = new User();
  private static final Regs NO_REGS = new Regs();
  private static final Banner NO_BANNER = new Banner();

  final Enrichments enrichments;
  final TrafficQuality quality = new TrafficQuality();

  BidRequest request;
  Site site;
  App app;
  Publisher publisher;
  Device device;
  Geo geo;
  User user;
  Regs regs;

  /** When Kafka received the request, in epoch milliseconds. */
  long receivedAt;

  /** Null where a request has no placement. */
  Imp imp;

  Banner banner;

  /** Code of the country; null for none, or none that exists. */
  Utf8 country;

  Boolean coppa;
  Boolean gdpr;

  private final List<String> invalidFields = new ArrayList<>();
  private int placements;

  public Placement(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  /** Judges a request; it has no placement yet. */
  public void request(BidRequest event, long receivedAtMillis) {
    request = event;
    receivedAt = receivedAtMillis;
    site = orElse(event.getSite(), NO_SITE);
    app = orElse(event.getApp(), NO_APP);
    publisher = orElse(TrafficQuality.publisherOf(event), NO_PUBLISHER);
    device = orElse(event.getDevice(), NO_DEVICE);
    geo = orElse(device.getGeo(), NO_GEO);
    user = orElse(event.getUser(), NO_USER);
    regs = orElse(event.getRegs(), NO_REGS);
    imp = null;
    banner = NO_BANNER;
    placements = 0;
    quality.judge(event);
    invalidFields.clear();
    country = Countries.alpha3(geo.getCountry());
    if (country == null && !SenderText.isBlank(geo.getCountry())) {
      invalidFields.add("device.geo.country");
    }
    coppa = flag(regs.getCoppa(), "regs.coppa");
    gdpr = flag(regs.getGdpr(), "regs.gdpr");
  }

  /** A flag of the regulations: 1 is true, 0 is false, absent is unknown, and so is any other. */
  private Boolean flag(Integer value, String field) {
    if (value != null && value != 0 && value != 1) {
      invalidFields.add(field);
      return null;
    }
    return value == null ? null : Boolean.valueOf(value == 1);
  }

  /** Fields of the request with values that mean nothing, and so are null in tables. */
  public List<String> invalidFields() {
    return invalidFields;
  }

  private static <T> T orElse(T given, T nothing) {
    return given == null ? nothing : given;
  }

  /** Goes to the next placement of the request. */
  public void imp(Imp placement) {
    imp = placement;
    banner = orElse(placement.getBanner(), NO_BANNER);
    placements++;
  }

  @Override
  public boolean isFirst() {
    return placements <= 1;
  }

  /** The verdict on the request. */
  public TrafficQuality quality() {
    return quality;
  }

  boolean isAccepted() {
    return quality.rejection() == null;
  }

  /** A value of the request and what is known of it. */
  static <J> SharedValue<Placement, J> shared(SharedValue<Placement, J> value) {
    return value;
  }

  /** Width of the banner, or else of its first format. */
  Integer width() {
    return hasOwnSize() ? banner.getW() : Integer.valueOf(banner.getFormat().get(0).getW());
  }

  /** Height of the banner, or else of its first format. */
  Integer height() {
    return hasOwnSize() ? banner.getH() : Integer.valueOf(banner.getFormat().get(0).getH());
  }

  /** Half a size is none: with the other half from a format it would be one that nobody offered. */
  private boolean hasOwnSize() {
    boolean whole = banner.getW() != null && banner.getH() != null;
    return whole || banner.getFormat() == null || banner.getFormat().isEmpty();
  }

  /** The country as it was sent; null where the code says the same. */
  Utf8 rawCountry() {
    return geo.getCountry() == null || geo.getCountry().equals(country) ? null : geo.getCountry();
  }

  /** A text of the request in the row of a placement: a long one is in the first row alone. */
  Utf8 repeated(Utf8 text) {
    return isFirst() || CountingRules.isRepeated(text, request.getImp().size()) ? text : null;
  }

  Double floor() {
    return imp == null ? null : Double.valueOf(imp.getBidfloor());
  }

  Double floorInUsd() {
    if (imp == null) {
      return null;
    }
    OptionalDouble usd = enrichments.rates().toUsd(imp.getBidfloor(), imp.getBidfloorcur());
    return usd.isPresent() ? Double.valueOf(usd.getAsDouble()) : null;
  }
}
