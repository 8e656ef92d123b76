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
import io.bidlake.model.User;
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
    Function<Row, Site> site = row -> row.request.getSite();
    Function<Row, App> app = row -> row.request.getApp();
    Function<Row, Device> device = row -> row.request.getDevice();
    Function<Row, Geo> geo =
        row -> row.request.getDevice() == null ? null : row.request.getDevice().getGeo();
    Function<Row, Regs> regs = row -> row.request.getRegs();
    Function<Row, GeoFacts> place = row -> row.facts.geo();
    Function<Row, AgentFacts> agent = row -> row.facts.agent();
    Map<String, Function<Row, Object>> columns = new HashMap<>();
    columns.put("request_id", row -> row.request.getId());
    columns.put("imp_id", of(Row::imp, Imp::getId));
    columns.put("imp_banner_w", row -> bannerSize(row.imp, Banner::getW, Format::getW));
    columns.put("imp_banner_h", row -> bannerSize(row.imp, Banner::getH, Format::getH));
    columns.put("imp_bidfloor", of(Row::imp, Imp::getBidfloor));
    columns.put("imp_bidfloorcur", of(Row::imp, Imp::getBidfloorcur));
    columns.put(
        "imp_bidfloor_usd",
        row ->
            row.imp == null
                ? null
                : enrichments.floorInUsd(
                    row.request, row.imp.getBidfloor(), row.imp.getBidfloorcur()));
    columns.put("site_id", of(site, Site::getId));
    columns.put("site_domain", of(site, Site::getDomain));
    columns.put("site_cat", of(site, Site::getCat));
    columns.put("app_id", of(app, App::getId));
    columns.put("app_bundle", of(app, App::getBundle));
    columns.put("publisher_id", of(row -> TrafficVerdict.publisher(row.request), Publisher::getId));
    columns.put("device_type", of(device, Device::getDevicetype));
    columns.put("device_os", of(device, Device::getOs));
    columns.put("device_geo_country", of(geo, found -> Given.country(found.getCountry())));
    columns.put("raw_country", of(geo, BidRequestRows::rawCountry));
    columns.put("device_geo_region", of(geo, Geo::getRegion));
    columns.put(
        "device_category",
        row -> row.facts.hasCategory() ? DeviceCategory.of(row.request, row.facts.agent()) : null);
    columns.put("user_id", of(row -> row.request.getUser(), User::getId));
    columns.put("auction_type", row -> row.request.getAt());
    columns.put("tmax", row -> row.request.getTmax());
    columns.put(
        "currency", row -> row.request.getCur().isEmpty() ? null : row.request.getCur().get(0));
    columns.put("is_coppa", of(regs, value -> flag(value.getCoppa())));
    columns.put("is_gdpr", of(regs, value -> flag(value.getGdpr())));
    columns.put("event_timestamp", row -> Micros.of(row.request.getEventTimestamp()));
    columns.put("received_at", row -> row.receivedAt);
    columns.put("is_test_traffic", row -> row.verdict.test());
    columns.put("is_private_ip", row -> row.verdict.privateAddress());
    columns.put("rejection_reason", row -> row.verdict.rejection());
    columns.put("request_ext", row -> row.request.getExt());
    columns.put("request_unmapped", row -> row.request.getUnmapped());
    columns.put("imp_ext", of(Row::imp, Imp::getExt));
    columns.put("page_host", row -> row.facts.page().host());
    columns.put("page_domain", row -> row.facts.page().domain());
    columns.put("page_path_depth", row -> row.facts.page().pathDepth());
    columns.put("page_domain_mismatch", row -> row.facts.page().isOfOtherDomain());
    for (String name : List.of("source", "medium", "campaign", "term", "content")) {
      columns.put("utm_" + name, row -> row.facts.page().parameter("utm_" + name));
    }
    columns.put("content_categories", row -> row.facts.categories());
    columns.put("content_topics", row -> row.facts.topics());
    columns.put("geo_country", of(place, GeoFacts::country));
    columns.put("geo_region", of(place, GeoFacts::region));
    columns.put("geo_city", of(place, GeoFacts::city));
    columns.put("geo_metro", of(place, GeoFacts::metro));
    columns.put("geo_time_zone", of(place, GeoFacts::timeZone));
    columns.put("geo_asn", of(place, GeoFacts::asn));
    columns.put("geo_mismatch", of(place, GeoFacts::mismatch));
    columns.put("geo_version", of(place, GeoFacts::version));
    columns.put("agent_browser", of(agent, AgentFacts::browser));
    columns.put("agent_browser_version", of(agent, AgentFacts::browserVersion));
    columns.put("agent_os", of(agent, AgentFacts::system));
    columns.put("agent_os_version", of(agent, AgentFacts::systemVersion));
    columns.put("agent_device", of(agent, AgentFacts::device));
    columns.put("is_declared_bot", of(agent, AgentFacts::isBot));
    columns.put("agent_parser", of(agent, AgentFacts::parser));
    return columns;
  }

  /** A value of a part of the request; null if it does not have that part. */
  private static <T> Function<Row, Object> of(Function<Row, T> part, Function<T, Object> value) {
    return row -> {
      T found = part.apply(row);
      return found == null ? null : value.apply(found);
    };
  }

  private static Object rawCountry(Geo geo) {
    String raw = Given.text(geo.getCountry());
    return raw == null || raw.equals(Given.country(raw)) ? null : raw;
  }

  /** A flag of {@code Regs}: 1 is true, 0 is false, anything else is null. */
  private static Boolean flag(Integer value) {
    return Integer.valueOf(1).equals(value)
        ? Boolean.TRUE
        : Integer.valueOf(0).equals(value) ? Boolean.FALSE : null;
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
