package io.bidlake.tables;

import io.bidlake.domain.Countries;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.App;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
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
import org.apache.avro.util.Utf8;

/**
 * A placement of a bid request with its enrichments: the source of a row of {@code
 * bid_requests_enriched}. One object is reused for all requests and placements. An absent part of a
 * request is an empty object, so that columns need no null checks.
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

  final Enrichments.OfRequest enriched;
  final TrafficQuality quality = new TrafficQuality();

  BidRequest request;
  Site site;
  App app;
  Publisher publisher;
  Device device;
  Geo geo;
  User user;
  Regs regs;

  /** Time at which Kafka received the request, in epoch milliseconds. */
  long receivedAt;

  /** Null if the request has no placement. */
  Imp imp;

  Banner banner;

  /** Alpha-3 code of the country; null if it is absent or invalid. */
  Utf8 country;

  Boolean coppa;
  Boolean gdpr;

  private final List<String> invalidFields = new ArrayList<>();
  private int placements;

  public Placement(Enrichments enrichments) {
    this.enriched = enrichments.ofRequests();
  }

  /** Moves to a request, before its first placement, and classifies it. */
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
    enriched.read(event, invalidFields::add);
  }

  /**
   * Returns a flag of the regulations: true for 1, false for 0, null if it is absent or invalid.
   */
  private Boolean flag(Integer value, String field) {
    if (value != null && value != 0 && value != 1) {
      invalidFields.add(field);
      return null;
    }
    return value == null ? null : Boolean.valueOf(value == 1);
  }

  /** Returns how many user agents were not parsed because there were too many new ones. */
  public long skippedUserAgents() {
    return enriched.skippedUserAgents();
  }

  /** Returns the fields of the request with invalid values, which are null in the tables. */
  public List<String> invalidFields() {
    return invalidFields;
  }

  private static <T> T orElse(T given, T nothing) {
    return given == null ? nothing : given;
  }

  /** Moves to the next placement of the request. */
  public void imp(Imp placement) {
    imp = placement;
    banner = orElse(placement.getBanner(), NO_BANNER);
    placements++;
  }

  @Override
  public boolean isFirst() {
    return placements <= 1;
  }

  @Override
  public int parts() {
    return request.getImp().size();
  }

  /** Returns the classification of the request. */
  public TrafficQuality quality() {
    return quality;
  }

  boolean isAccepted() {
    return quality.rejection() == null;
  }

  /** Marks a value as the same for all placements of a request. */
  static <J> SharedValue<Placement, J> shared(SharedValue<Placement, J> value) {
    return value;
  }

  /** Returns the width of the banner, or of its first format if the banner has no complete size. */
  Integer width() {
    return hasOwnSize() ? banner.getW() : Integer.valueOf(banner.getFormat().get(0).getW());
  }

  /**
   * Returns the height of the banner, or of its first format if the banner has no complete size.
   */
  Integer height() {
    return hasOwnSize() ? banner.getH() : Integer.valueOf(banner.getFormat().get(0).getH());
  }

  /**
   * Returns whether to use the banner's own width and height. If only one of them is set, neither
   * is used: combined with one of a format it would be a size that was not offered.
   */
  private boolean hasOwnSize() {
    boolean whole = banner.getW() != null && banner.getH() != null;
    return whole || banner.getFormat() == null || banner.getFormat().isEmpty();
  }

  /** Returns the country as it was sent; null if it is equal to the code. */
  Utf8 rawCountry() {
    return geo.getCountry() == null || geo.getCountry().equals(country) ? null : geo.getCountry();
  }

  Double floor() {
    return imp == null ? null : Double.valueOf(imp.getBidfloor());
  }

  Double floorInUsd() {
    return imp == null ? null : enriched.floorInUsd(imp);
  }
}
