package io.bidlake.verify.enrichment;

import io.bidlake.verify.enrichment.UserAgents.Parsing;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * With which of several databases of places each row of the lake was made, and whether its user
 * agent was parsed. Kafka does not show when a job changed to another database, or had no time to
 * parse, so the lake is asked: the rows that Kafka's records must have given are made as the lake's
 * rows of the same id and time of receipt were, each as often as it is there.
 */
public final class RowVersions {

  private static final int RECEIVED_AT = Layout.BID_REQUESTS_ENRICHED.index("received_at");
  private static final int DATABASE = Layout.BID_REQUESTS_ENRICHED.index("geo_version");
  private static final String PARSER = "agent_parser";

  /** An odd number, so that times give different ids. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final List<String> databases;

  /** How often each row of the lake is there, by version and id, but for those as usual. */
  private final Map<Version, Long2IntOpenHashMap> found = new LinkedHashMap<>();

  private final Map<Version, Long2IntOpenHashMap> left = new LinkedHashMap<>();

  /**
   * How a row was made.
   *
   * @param database the index of the database of places
   * @param parsing what became of the user agent
   */
  public record Version(int database, Parsing parsing) {

    /** That of a row of which nothing else is known. */
    public static final Version USUAL = new Version(0, Parsing.DONE);
  }

  /**
   * @param databases the databases of places that are given
   */
  RowVersions(List<String> databases) {
    this.databases = databases;
  }

  /** A condition that the rows meet that may not be as usual. */
  public Expression unusual() {
    return databases.size() > 1
        ? Expressions.alwaysTrue()
        : Expressions.or(
            Expressions.lessThan(PARSER, UserAgents.PARSER),
            Expressions.greaterThan(PARSER, UserAgents.PARSER));
  }

  /** Counts a row of the lake. */
  public void add(Fingerprint fingerprint, Object[] row) {
    int database = Math.max(0, databases.indexOf(String.valueOf(row[DATABASE])));
    Version version = new Version(database, Parsing.of(row));
    if (!version.equals(Version.USUAL)) {
      long id = id(fingerprint, row);
      synchronized (this) {
        found.computeIfAbsent(version, key -> new Long2IntOpenHashMap()).addTo(id, 1);
      }
    }
  }

  /** Begins to give out the versions, also for the second time. */
  public synchronized void begin() {
    left.clear();
    found.forEach((version, counts) -> left.put(version, counts.clone()));
  }

  /** Takes the version of a row of Kafka with the id of this row. */
  Version take(Fingerprint fingerprint, Object[] row) {
    if (found.isEmpty()) {
      return Version.USUAL;
    }
    long id = id(fingerprint, row);
    synchronized (this) {
      for (Map.Entry<Version, Long2IntOpenHashMap> version : left.entrySet()) {
        if (version.getValue().get(id) > 0) {
          version.getValue().addTo(id, -1);
          return version.getKey();
        }
      }
    }
    return Version.USUAL;
  }

  private static long id(Fingerprint fingerprint, Object[] row) {
    long id = fingerprint.id(Layout.BID_REQUESTS_ENRICHED, row).low();
    return id + (SPREAD * (Long) row[RECEIVED_AT]);
  }
}
