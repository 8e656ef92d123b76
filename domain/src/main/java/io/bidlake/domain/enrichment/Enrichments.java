package io.bidlake.domain.enrichment;

import io.bidlake.domain.CurrencyRates;
import io.bidlake.domain.DeviceCategory;
import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFiles;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Imp;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The enrichments of bid requests, with their reference data. Serializable with the job graph; each
 * task reads the reference data itself.
 *
 * @param kinds the enrichments that are not left out
 * @param rates exchange rates of currencies
 * @param taxonomies content categories
 * @param places places of IP addresses
 * @param networks autonomous systems of IP addresses
 * @param shareForUserAgents share of a task's time for parsing new user agents, 0 to 1
 */
public record Enrichments(
    Set<Kind> kinds,
    Reference<CurrencyRates> rates,
    Reference<ContentTaxonomies> taxonomies,
    Reference<GeoDatabase> places,
    Reference<GeoDatabase> networks,
    double shareForUserAgents)
    implements Serializable {

  /** The enrichments that can be left out. */
  public enum Kind {
    /** Floors in USD. */
    CURRENCIES,
    /** Host, domain and campaign parameters of the page. */
    PAGE,
    /** Names of the content categories. */
    CONTENT,
    /** Place of the device by its IP address. */
    GEO,
    /** Browser, operating system and class of the device by its user agent. */
    DEVICE,
    /** Stands alone: leaves out all others. */
    NONE
  }

  public static Enrichments read(Settings settings) {
    List<Kind> chosen =
        settings.choices(
            "enrich",
            Kind.class,
            "Enrichments of bid requests: currencies, page, content, geo, device, or none; the"
                + " columns of the others are null; default: all");
    if (chosen.contains(Kind.NONE) && chosen.size() > 1) {
      settings.reject("enrich must be none or other enrichments, not both");
    }
    return new Enrichments(
        chosen.isEmpty() ? EnumSet.complementOf(EnumSet.of(Kind.NONE)) : EnumSet.copyOf(chosen),
        CurrencyRates.read(settings),
        ContentTaxonomies.read(settings),
        GeoDatabase.readPlaces(settings),
        GeoDatabase.readNetworks(settings),
        settings.rate(
            "user-agents.time-share",
            0.1,
            "Share of a task's time for parsing new user agents, 0 to 1; while they take more,"
                + " they are not parsed"));
  }

  /** Returns all enrichments with the reference data that is packaged with Bidlake. */
  public static Enrichments defaults() {
    return read(Settings.of(List.of(), Map.of()));
  }

  /** Returns these enrichments with files that are read in another way. */
  public Enrichments on(ReferenceFiles files) {
    return new Enrichments(
        kinds,
        rates.on(files),
        taxonomies.on(files),
        places.on(files),
        networks.on(files),
        shareForUserAgents);
  }

  public boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /** Returns the reference data of the enrichments that are not left out. */
  public List<Reference<?>> references() {
    List<Reference<?>> used = new ArrayList<>();
    if (has(Kind.CURRENCIES)) {
      used.add(rates);
    }
    if (has(Kind.CONTENT)) {
      used.add(taxonomies);
    }
    if (has(Kind.GEO)) {
      used.add(places);
      used.add(networks);
    }
    return used;
  }

  /**
   * Reads all reference data.
   *
   * @throws InvalidSettings if files cannot be read or are invalid; lists all of them
   */
  public void open() {
    List<String> problems = new ArrayList<>();
    for (Reference<?> reference : references()) {
      try {
        reference.open();
      } catch (InvalidSettings e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  /** Creates an object that finds what there is for one request after the other. */
  public OfRequest ofRequests() {
    return new OfRequest();
  }

  /**
   * What is found for a request. An enrichment that is left out finds nothing. One object is reused
   * for all requests of a task.
   */
  public final class OfRequest {

    private final Page page = new Page();
    private final Categories categories = new Categories();
    private final Geo geo = new Geo();
    private final Agent agent = new Agent(shareForUserAgents);
    private BidRequest request;

    private OfRequest() {}

    /**
     * Moves to a request.
     *
     * @param invalid called with the name of each field with an invalid value
     */
    public void read(BidRequest next, Consumer<String> invalid) {
      request = next;
      if (has(Kind.PAGE)) {
        page.read(next.getSite(), invalid);
      }
      if (has(Kind.CONTENT)) {
        categories.read(next, taxonomies.current(), invalid);
      }
      if (has(Kind.GEO)) {
        geo.read(next, places.current(), networks.current(), invalid);
      }
      if (has(Kind.DEVICE)) {
        agent.read(next, invalid);
      }
    }

    /** Returns the floor of a placement in USD; null if it has no price in USD. */
    public Double floorInUsd(Imp imp) {
      if (!has(Kind.CURRENCIES)) {
        return null;
      }
      OptionalDouble usd =
          rates
              .current()
              .toUsd(imp.getBidfloor(), imp.getBidfloorcur(), request.getEventTimestamp());
      return usd.isPresent() ? Double.valueOf(usd.getAsDouble()) : null;
    }

    public Page page() {
      return page;
    }

    public Categories categories() {
      return categories;
    }

    public Geo geo() {
      return geo;
    }

    public Agent agent() {
      return agent;
    }

    /** Returns how many user agents were not parsed because there were too many new ones. */
    public long skippedUserAgents() {
      return agent.skipped();
    }

    /** Returns the category of the device by its declared type and its user agent. */
    public DeviceCategory deviceCategory() {
      return DeviceCategory.of(request, agent.deviceClass(), agent.system());
    }
  }
}
