package io.bidlake.verify.enrichment;

import io.bidlake.domain.enrichment.Enrichments.Kind;
import io.bidlake.model.App;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Site;
import io.bidlake.settings.Settings;
import io.bidlake.verify.enrichment.GeoDatabases.GeoFacts;
import io.bidlake.verify.enrichment.RowVersions.Version;
import io.bidlake.verify.enrichment.UserAgents.AgentFacts;
import io.bidlake.verify.enrichment.UserAgents.Parsing;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The enrichments that the jobs make, with their reference data.
 *
 * @param kinds those that are not left out
 * @param rates the exchange rates, which windows use in any case
 * @param taxonomies the content categories
 * @param geo the places of IP addresses
 * @param agents what user agents say
 * @param versions how the rows of the lake were made where there are several ways
 */
public record Enrichments(
    Set<Kind> kinds,
    CurrencyRates rates,
    Taxonomies taxonomies,
    GeoDatabases geo,
    UserAgents agents,
    RowVersions versions) {

  private static final Set<Kind> ALL = EnumSet.complementOf(EnumSet.of(Kind.NONE));

  /** The files and choices of the user, not read yet. */
  public record Given(
      Set<Kind> kinds,
      Optional<Path> rates,
      Optional<Path> taxonomies,
      List<Path> places,
      Optional<Path> networks) {

    public static Given read(Settings settings) {
      List<Kind> chosen =
          settings.choices(
              "enrich", Kind.class, "Enrichments of the ingest job, as it was set there");
      return new Given(
          chosen.isEmpty() ? ALL : EnumSet.copyOf(chosen),
          file(
              settings, "currency-rates", "CSV file of exchange rates, if the jobs have their own"),
          file(
              settings,
              "content-taxonomies",
              "File of content categories, if the ingest job has its own"),
          settings
              .texts(
                  "geo.database",
                  "Databases of places that the ingest job uses and has used, the newest first")
              .stream()
              .map(Path::of)
              .toList(),
          file(settings, "geo.asn-database", "Database of networks that the ingest job uses"));
    }

    private static Optional<Path> file(Settings settings, String key, String description) {
      return settings.optionalText(key, description).map(Path::of);
    }

    /** Reads the files. */
    public Enrichments open() {
      GeoDatabases geo = GeoDatabases.read(places, networks);
      return new Enrichments(
          kinds,
          CurrencyRates.read(rates),
          Taxonomies.read(taxonomies),
          geo,
          new UserAgents(),
          geo.versions());
    }
  }

  /** Whether the ingest job makes this enrichment. */
  public boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /** What the lake must have for a request. */
  public Facts of(BidRequest request) {
    return of(request, Version.USUAL);
  }

  /** The same, for a row that was made in some way. */
  public Facts of(BidRequest request, Version version) {
    boolean content = has(Kind.CONTENT);
    Site site = request.getSite();
    App app = request.getApp();
    int taxonomy = site != null ? site.getCattax() : app != null ? app.getCattax() : 1;
    List<? extends CharSequence> ids =
        site != null ? site.getCat() : app != null ? app.getCat() : null;
    return new Facts(
        PageFacts.of(has(Kind.PAGE) ? site : null),
        content ? taxonomies.names(taxonomy, ids) : null,
        content ? taxonomies.topics(taxonomy, ids) : null,
        has(Kind.GEO) ? geo.of(request, version.database()) : GeoFacts.NONE,
        has(Kind.DEVICE) && !version.isWithoutAgents()
            ? agents.of(request, version.parsing())
            : AgentFacts.NONE,
        version.parsing() != Parsing.OTHER);
  }

  /** Takes the way in which a row of the lake was made that has the same id as this one. */
  public Version versionOf(Fingerprint fingerprint, Object[] row) {
    return versions.take(fingerprint, row);
  }

  /** Makes a row of the lake comparable. */
  public void settle(Layout table, Object[] row) {
    rates.settle(table, row);
    UserAgents.settle(table, row);
  }

  /** The floor of a placement in USD; null if there is none. */
  public Double floorInUsd(BidRequest request, Object floor, Object currency) {
    return has(Kind.CURRENCIES) ? rates.inUsd(floor, currency, request.getEventTimestamp()) : null;
  }

  /**
   * The enrichments of one request.
   *
   * @param categories the names of its content categories
   * @param topics the names of their first tier
   * @param geo the place of the device
   * @param agent the user agent of the device
   * @param hasCategory whether the category of the device is known
   */
  public record Facts(
      PageFacts page,
      List<String> categories,
      List<String> topics,
      GeoFacts geo,
      AgentFacts agent,
      boolean hasCategory) {}
}
