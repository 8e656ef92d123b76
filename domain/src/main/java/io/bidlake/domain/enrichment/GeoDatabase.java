package io.bidlake.domain.enrichment;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.net.InetAddresses;
import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Reader;
import io.bidlake.domain.reference.Reference;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.function.Predicate;
import org.apache.avro.util.Utf8;

/**
 * A database of the places of IP addresses in MaxMind's format (mmdb), such as GeoLite2 City or
 * GeoIP2 Enterprise. It is in memory as a whole.
 */
public final class GeoDatabase {

  /** How databases of places are read. */
  public static final ReferenceFormat<GeoDatabase> PLACES =
      new Format("countries", GeoRecord::hasCountry);

  /** How databases of networks are read. */
  public static final ReferenceFormat<GeoDatabase> NETWORKS =
      new Format("autonomous systems", GeoRecord::hasAsn);

  /** Stands for no database: it knows no address. */
  private static final GeoDatabase NONE = new GeoDatabase(null, null);

  /** Networks and addresses that are looked up in a new database, to see whether it is broken. */
  private static final int SAMPLES = 10_000;

  /** Parts of records that the reader keeps, and places that are kept here. */
  private static final int MOST_CACHED = 10_000;

  private final Reader reader;
  private final SearchTree tree;
  private final Utf8 version;
  private final Cache<Long, Place> places =
      CacheBuilder.newBuilder().maximumSize(MOST_CACHED).build();

  private GeoDatabase(Reader reader, SearchTree tree) {
    this.reader = reader;
    this.tree = tree;
    this.version =
        reader == null
            ? null
            : ReferenceText.of(
                "%s %s"
                    .formatted(
                        reader.getMetadata().databaseType(), reader.getMetadata().buildTime()));
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
  Utf8 version() {
    return version;
  }

  /**
   * Returns what is known about an address.
   *
   * @throws IOException if the database is broken there
   */
  Place find(InetAddress address) throws IOException {
    long record = tree == null ? SearchTree.NO_RECORD : tree.find(address.getAddress());
    if (record == SearchTree.NO_RECORD) {
      return Place.UNKNOWN;
    }
    Place cached = places.getIfPresent(record);
    return cached == null ? read(address, record) : cached;
  }

  private Place read(InetAddress address, long record) throws IOException {
    GeoRecord found = reader.get(address, GeoRecord.class);
    Place place = found == null ? Place.UNKNOWN : found.place();
    places.put(record, place);
    return place;
  }

  /** Tells whether a record has what a database is read for. */
  private interface Content extends Predicate<GeoRecord>, Serializable {}

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
        Reader reader = new Reader(new ByteArrayInputStream(content), new CHMCache(MOST_CACHED));
        database = new GeoDatabase(reader, new SearchTree(content, reader.getMetadata()));
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
      Iterator<DatabaseRecord<GeoRecord>> networks = reader.networks(GeoRecord.class);
      for (int i = 0; i < SAMPLES && networks.hasNext(); i++) {
        found |= content.test(networks.next().data());
      }
      for (int i = 0; i < SAMPLES; i++) {
        GeoRecord record = reader.get(spread(i), GeoRecord.class);
        found |= record != null && content.test(record);
      }
      return found;
    }

    /** Returns one of {@link #SAMPLES} addresses that are evenly spread over IPv4. */
    private static InetAddress spread(int index) {
      return InetAddresses.fromInteger((int) ((1L << 32) / SAMPLES * index));
    }
  }
}
