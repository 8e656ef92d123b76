package io.bidlake.domain.enrichment;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A database of the places of IP addresses in MaxMind's format (mmdb), such as GeoLite2 City or
 * GeoIP2 Enterprise. It is in memory as a whole.
 */
public final class GeoDatabase {

  /** How databases of places are read. */
  public static final ReferenceFormat<GeoDatabase> PLACES =
      new Format("countries", place -> place.country() != null && place.country().code() != null);

  /** How databases of networks are read. */
  public static final ReferenceFormat<GeoDatabase> NETWORKS =
      new Format("autonomous systems", place -> place.asn() != 0);

  /** Stands for no database: it knows no address. */
  private static final GeoDatabase NONE = new GeoDatabase(null);

  /** Networks and addresses that are looked up in a new database, to see whether it is broken. */
  private static final int SAMPLES = 10_000;

  private static final int CACHED_RECORDS = 8_192;

  private final Reader reader;
  private final String version;

  private GeoDatabase(Reader reader) {
    this.reader = reader;
    this.version =
        reader == null
            ? null
            : "%s %s"
                .formatted(reader.getMetadata().databaseType(), reader.getMetadata().buildTime());
  }

  public static Reference<GeoDatabase> readPlaces(Settings settings) {
    return Reference.of(
        settings,
        "geo.database",
        "Database of the places of IP addresses (mmdb), such as GeoLite2 City; without it the geo"
            + " columns are null",
        PLACES);
  }

  public static Reference<GeoDatabase> readNetworks(Settings settings) {
    return Reference.of(
        settings,
        "geo.asn-database",
        "Database of the autonomous systems of IP addresses (mmdb), such as GeoLite2 ASN, if"
            + " geo.database does not contain them",
        NETWORKS);
  }

  /** Returns type and build time; null if there is no database. */
  String version() {
    return version;
  }

  /**
   * Returns what is known about an address; null if nothing is.
   *
   * @throws IOException if the database is broken there
   */
  Place find(InetAddress address) throws IOException {
    return reader == null ? null : reader.get(address, Place.class);
  }

  /**
   * What the database contains about a block of addresses; any part may be null.
   *
   * @param ownAsn number of the autonomous system in a database of networks; 0 if unknown
   */
  public record Place(
      Country country,
      List<Region> regions,
      City city,
      Location location,
      Traits traits,
      long ownAsn) {

    @MaxMindDbConstructor
    public Place(
        @MaxMindDbParameter(name = "country") Country country,
        @MaxMindDbParameter(name = "subdivisions") List<Region> regions,
        @MaxMindDbParameter(name = "city") City city,
        @MaxMindDbParameter(name = "location") Location location,
        @MaxMindDbParameter(name = "traits") Traits traits,
        @MaxMindDbParameter(name = "autonomous_system_number", useDefault = true) long ownAsn) {
      this.country = country;
      this.regions = regions;
      this.city = city;
      this.location = location;
      this.traits = traits;
      this.ownAsn = ownAsn;
    }

    long asn() {
      boolean isKnown = traits != null && traits.asn() != 0;
      return isKnown ? traits.asn() : ownAsn;
    }
  }

  /**
   * A country.
   *
   * @param code ISO 3166-1 alpha-2
   */
  public record Country(String code) {

    @MaxMindDbConstructor
    public Country(@MaxMindDbParameter(name = "iso_code") String code) {
      this.code = code;
    }
  }

  /**
   * A subdivision of a country, the largest first.
   *
   * @param code the part of the code of ISO 3166-2 after the country
   */
  public record Region(String code) {

    @MaxMindDbConstructor
    public Region(@MaxMindDbParameter(name = "iso_code") String code) {
      this.code = code;
    }
  }

  /** A city. */
  public record City(Names names) {

    @MaxMindDbConstructor
    public City(@MaxMindDbParameter(name = "names") Names names) {
      this.names = names;
    }

    String name() {
      return names == null ? null : names.english();
    }
  }

  /** The names of a city, of which the others cost too much time. */
  public record Names(String english) {

    @MaxMindDbConstructor
    public Names(@MaxMindDbParameter(name = "en") String english) {
      this.english = english;
    }
  }

  /**
   * A location.
   *
   * @param metro metro code (DMA); 0 outside the USA
   * @param timeZone time zone of the IANA database
   */
  public record Location(int metro, String timeZone) {

    @MaxMindDbConstructor
    public Location(
        @MaxMindDbParameter(name = "metro_code", useDefault = true) int metro,
        @MaxMindDbParameter(name = "time_zone") String timeZone) {
      this.metro = metro;
      this.timeZone = timeZone;
    }
  }

  /**
   * Properties of the network.
   *
   * @param asn number of the autonomous system; 0 if unknown
   */
  public record Traits(long asn) {

    @MaxMindDbConstructor
    public Traits(
        @MaxMindDbParameter(name = "autonomous_system_number", useDefault = true) long asn) {
      this.asn = asn;
    }
  }

  /** Tells whether a record has what a database is read for. */
  private interface Content extends Predicate<Place>, Serializable {}

  /**
   * @param required what the records must contain, for messages
   */
  private record Format(String required, Content content) implements ReferenceFormat<GeoDatabase> {

    @Override
    public GeoDatabase packaged() {
      return NONE;
    }

    @Override
    public GeoDatabase parse(byte[] content) {
      GeoDatabase database;
      boolean hasContent;
      try {
        Reader reader = new Reader(new ByteArrayInputStream(content), new CHMCache(CACHED_RECORDS));
        database = new GeoDatabase(reader);
        hasContent = hasContent(reader);
      } catch (IOException | InvalidNetworkException | RuntimeException | StackOverflowError e) {
        // The reader trusts lengths and pointers.
        throw new IllegalArgumentException("not a valid MaxMind database: " + e, e);
      }
      if (!hasContent) {
        throw new IllegalArgumentException(
            "a database of type %s contains no %s"
                .formatted(database.reader.getMetadata().databaseType(), required));
      }
      return database;
    }

    /** Reads networks and looks up addresses all over the database. */
    private boolean hasContent(Reader reader) throws IOException, InvalidNetworkException {
      boolean found = false;
      Iterator<DatabaseRecord<Place>> networks = reader.networks(Place.class);
      for (int i = 0; i < SAMPLES && networks.hasNext(); i++) {
        found |= content.test(networks.next().data());
      }
      for (int i = 0; i < SAMPLES; i++) {
        Place place = reader.get(spread(i), Place.class);
        found |= place != null && content.test(place);
      }
      return found;
    }

    /** Returns one of {@link #SAMPLES} addresses that are evenly spread over IPv4. */
    private static InetAddress spread(int index) throws UnknownHostException {
      int address = (int) ((1L << 32) / SAMPLES * index);
      return InetAddress.getByAddress(
          new byte[] {
            (byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
          });
    }
  }
}
