package io.bidlake.verify.rows;

import io.bidlake.model.App;
import io.bidlake.model.Banner;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Format;
import io.bidlake.model.Geo;
import io.bidlake.model.Imp;
import io.bidlake.model.Publisher;
import io.bidlake.model.Regs;
import io.bidlake.model.Site;
import io.bidlake.verify.base.Micros;
import io.bidlake.verify.enrichment.Enrichments;
import io.bidlake.verify.enrichment.Enrichments.Facts;
import io.bidlake.verify.enrichment.GeoDatabases.GeoFacts;
import io.bidlake.verify.enrichment.RowVersions.Version;
import io.bidlake.verify.enrichment.UserAgents.AgentFacts;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowConsumer;
import io.bidlake.verify.sender.Given;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The rows of a bid request: one per placement, in one table or in two. */
final class BidRequestRows {

  private static final Set<String> OF_PLACEMENTS = Set.of("imp_id", "imp_bidfloorcur", "imp_ext");

  private final Enrichments enrichments;
  private final RowMaker<Row> accepted;
  private final RowMaker<Row> enriched;
  private final Fingerprint fingerprint = new Fingerprint();

  BidRequestRows(Enrichments enrichments) {
    this.enrichments = enrichments;
    Map<String, Function<Row, Object>> columns = columns(enrichments);
    accepted = RowMaker.of(Layout.BID_REQUESTS, columns, OF_PLACEMENTS);
    enriched = RowMaker.of(Layout.BID_REQUESTS_ENRICHED, columns, OF_PLACEMENTS);
  }

  void make(BidRequest request, long receivedAt, RowConsumer rows) {
    TrafficVerdict verdict = TrafficVerdict.on(request);
    Facts facts = enrichments.of(request);
    if (request.getImp().isEmpty()) {
      make(new Row(request, null, 1, verdict, facts, receivedAt), rows);
    }
    int repeated = 1;
    for (Imp imp : request.getImp()) {
      make(new Row(request, imp, repeated, verdict, facts, receivedAt), rows);
      repeated = request.getImp().size();
    }
  }

  private void make(Row row, RowConsumer rows) {
    enriched.make(
        row,
        row.repeated(),
        (table, values) -> {
          Version version = enrichments.versionOf(fingerprint, values);
          if (version.equals(Version.USUAL)) {
            rows.accept(table, values);
          } else {
            enriched.make(
                row.with(enrichments.of(row.request, version)),
                row.repeated(),
                (same, found) -> {
                  version.absent().forEach(column -> found[column] = null);
                  rows.accept(same, found);
                });
          }
        });
    if (row.verdict().rejection() == null) {
      accepted.make(row, row.repeated(), rows);
    }
  }

  private static Map<String, Function<Row, Object>> columns(Enrichments enrichments) {
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    columns.put("request_id", row -> row.request.getId());
    columns.put("imp_id", ofImp(Imp::getId));
    columns.put("imp_banner_w", row -> bannerSize(row.imp, Banner::getW, Format::getW));
    columns.put("imp_banner_h", row -> bannerSize(row.imp, Banner::getH, Format::getH));
    columns.put("imp_bidfloor", ofImp(Imp::getBidfloor));
    columns.put("imp_bidfloorcur", ofImp(Imp::getBidfloorcur));
    columns.put(
        "imp_bidfloor_usd",
        row ->
            row.imp == null
                ? null
                : enrichments.floorInUsd(
                    row.request, row.imp.getBidfloor(), row.imp.getBidfloorcur()));
    columns.put("site_id", ofSite(Site::getId));
    columns.put("site_domain", ofSite(Site::getDomain));
    columns.put("site_cat", ofSite(Site::getCat));
    columns.put("app_id", ofApp(App::getId));
    columns.put("app_bundle", ofApp(App::getBundle));
    columns.put("publisher_id", row -> publisherId(row.request));
    columns.put("device_type", ofDevice(Device::getDevicetype));
    columns.put("device_os", ofDevice(Device::getOs));
    columns.put("device_geo_country", ofGeo(geo -> Given.country(geo.getCountry())));
    columns.put("raw_country", ofGeo(BidRequestRows::rawCountry));
    columns.put("device_geo_region", ofGeo(Geo::getRegion));
    columns.put(
        "device_category",
        row -> row.facts.hasCategory() ? DeviceCategory.of(row.request, row.facts.agent()) : null);
    columns.put(
        "user_id", row -> row.request.getUser() == null ? null : row.request.getUser().getId());
    columns.put("auction_type", row -> row.request.getAt());
    columns.put("tmax", row -> row.request.getTmax());
    columns.put(
        "currency", row -> row.request.getCur().isEmpty() ? null : row.request.getCur().get(0));
    columns.put("is_coppa", ofRegs(Regs::getCoppa));
    columns.put("is_gdpr", ofRegs(Regs::getGdpr));
    columns.put("event_timestamp", row -> Micros.of(row.request.getEventTimestamp()));
    columns.put("received_at", row -> row.receivedAt);
    columns.put("is_test_traffic", row -> row.verdict.test());
    columns.put("is_private_ip", row -> row.verdict.privateAddress());
    columns.put("rejection_reason", row -> row.verdict.rejection());
    columns.put("request_ext", row -> row.request.getExt());
    columns.put("request_unmapped", row -> row.request.getUnmapped());
    columns.put("imp_ext", ofImp(Imp::getExt));
    columns.put("page_host", row -> row.facts.page().host());
    columns.put("page_domain", row -> row.facts.page().domain());
    columns.put("page_path_depth", row -> row.facts.page().pathDepth());
    columns.put("page_domain_mismatch", row -> row.facts.page().isOfOtherDomain());
    for (String name : List.of("source", "medium", "campaign", "term", "content")) {
      columns.put("utm_" + name, row -> row.facts.page().parameter("utm_" + name));
    }
    columns.put("content_categories", row -> row.facts.categories());
    columns.put("content_topics", row -> row.facts.topics());
    columns.put("geo_country", ofPlace(GeoFacts::country));
    columns.put("geo_region", ofPlace(GeoFacts::region));
    columns.put("geo_city", ofPlace(GeoFacts::city));
    columns.put("geo_metro", ofPlace(GeoFacts::metro));
    columns.put("geo_time_zone", ofPlace(GeoFacts::timeZone));
    columns.put("geo_asn", ofPlace(GeoFacts::asn));
    columns.put("geo_mismatch", ofPlace(GeoFacts::mismatch));
    columns.put("geo_version", ofPlace(GeoFacts::version));
    columns.put("agent_browser", ofAgent(AgentFacts::browser));
    columns.put("agent_browser_version", ofAgent(AgentFacts::browserVersion));
    columns.put("agent_os", ofAgent(AgentFacts::system));
    columns.put("agent_os_version", ofAgent(AgentFacts::systemVersion));
    columns.put("agent_device", ofAgent(AgentFacts::device));
    columns.put("is_declared_bot", ofAgent(AgentFacts::isBot));
    columns.put("agent_parser", ofAgent(AgentFacts::parser));
    return columns;
  }

  private static Function<Row, Object> ofImp(Function<Imp, Object> field) {
    return row -> row.imp == null ? null : field.apply(row.imp);
  }

  private static Function<Row, Object> ofPlace(Function<GeoFacts, Object> value) {
    return row -> value.apply(row.facts.geo());
  }

  private static Function<Row, Object> ofAgent(Function<AgentFacts, Object> value) {
    return row -> value.apply(row.facts.agent());
  }

  private static Function<Row, Object> ofSite(Function<Site, Object> field) {
    return row -> row.request.getSite() == null ? null : field.apply(row.request.getSite());
  }

  private static Function<Row, Object> ofApp(Function<App, Object> field) {
    return row -> row.request.getApp() == null ? null : field.apply(row.request.getApp());
  }

  private static Function<Row, Object> ofDevice(Function<Device, Object> field) {
    return row -> row.request.getDevice() == null ? null : field.apply(row.request.getDevice());
  }

  private static Function<Row, Object> ofGeo(Function<Geo, Object> field) {
    return ofDevice(device -> device.getGeo() == null ? null : field.apply(device.getGeo()));
  }

  private static Object rawCountry(Geo geo) {
    String raw = Given.text(geo.getCountry());
    return raw == null || raw.equals(Given.country(raw)) ? null : raw;
  }

  /** A flag of {@code Regs}: 1 is true, 0 is false, anything else is null. */
  private static Function<Row, Object> ofRegs(Function<Regs, Integer> flag) {
    return row -> {
      Integer value = row.request.getRegs() == null ? null : flag.apply(row.request.getRegs());
      return Integer.valueOf(1).equals(value)
          ? Boolean.TRUE
          : Integer.valueOf(0).equals(value) ? Boolean.FALSE : null;
    };
  }

  private static Integer bannerSize(
      Imp imp, Function<Banner, Integer> exact, Function<Format, Integer> permitted) {
    Banner banner = imp == null ? null : imp.getBanner();
    if (banner == null) {
      return null;
    }
    boolean exactly = banner.getW() != null && banner.getH() != null;
    return exactly || banner.getFormat().isEmpty()
        ? exact.apply(banner)
        : permitted.apply(banner.getFormat().get(0));
  }

  private static Object publisherId(BidRequest request) {
    Publisher publisher = TrafficVerdict.publisher(request);
    return publisher == null ? null : publisher.getId();
  }

  /**
   * A placement of a request.
   *
   * @param imp null for a request without placements
   * @param repeated number of rows that would repeat a text of the request; 1 for the first
   */
  private record Row(
      BidRequest request,
      Imp imp,
      int repeated,
      TrafficVerdict verdict,
      Facts facts,
      Long receivedAt) {

    private Row with(Facts others) {
      return new Row(request, imp, repeated, verdict, others, receivedAt);
    }
  }
}
