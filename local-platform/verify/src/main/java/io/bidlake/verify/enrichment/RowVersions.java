package io.bidlake.verify.enrichment;

import io.bidlake.verify.enrichment.UserAgents.Parsing;
import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * With which of several databases of places each row of the lake was made, whether its user agent
 * was parsed, and which columns there were then. Kafka does not show when a job changed to another
 * database, had no time to parse, or was upgraded, so the lake is asked: the rows that Kafka's
 * records must have given are made as the lake's rows of the same id and time of receipt were, each
 * as often as it is there.
 */
public final class RowVersions {

  private static final int RECEIVED_AT = Layout.BID_REQUESTS_ENRICHED.index("received_at");
  private static final int DATABASE = Layout.BID_REQUESTS_ENRICHED.index("geo_version");
  private static final String PARSER = "agent_parser";
  private static final int AGENT_PARSER = Layout.BID_REQUESTS_ENRICHED.index(PARSER);

  /** An odd number, so that times give different ids. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final List<String> databases;

  /** The columns that were added to the table later, by the time at which, in microseconds. */
  private Map<Long, List<Integer>> added = Map.of();

  /** How often each row of the lake is there, by version and id, but for those as usual. */
  private final Map<Version, Long2IntOpenHashMap> found = new LinkedHashMap<>();

  private final Map<Version, Long2IntOpenHashMap> left = new LinkedHashMap<>();

  /**
   * How a row was made.
   *
   * @param database the index of the database of places
   * @param parsing what became of the user agent
   * @param absent the columns that there were not yet
   */
  public record Version(int database, Parsing parsing, Set<Integer> absent) {

    /** That of a row of which nothing else is known. */
    public static final Version USUAL = new Version(0, Parsing.DONE, Set.of());

    /** Whether the job did not know anything about user agents yet. */
    boolean isWithoutAgents() {
      return absent.contains(AGENT_PARSER);
    }
  }

  /**
   * @param databases the databases of places that are given
   */
  RowVersions(List<String> databases) {
    this.databases = databases;
  }

  /**
   * Notes the columns that were added to the table later, before any row is counted.
   *
   * @param columns by the time at which they were added, in microseconds
   */
  public void columnsAdded(Map<Long, List<Integer>> columns) {
    added = columns;
  }

  /** A condition that the rows meet that may not be as usual. */
  public Expression unusual() {
    if (databases.size() > 1) {
      return Expressions.alwaysTrue();
    }
    Expression otherParser =
        Expressions.or(
            Expressions.lessThan(PARSER, UserAgents.PARSER),
            Expressions.greaterThan(PARSER, UserAgents.PARSER));
    return added.keySet().stream()
        .max(Comparator.naturalOrder())
        .map(time -> Expressions.or(otherParser, Expressions.lessThan("received_at", time)))
        .orElse(otherParser);
  }

  /** Counts a row of the lake. */
  public void add(Fingerprint fingerprint, Object[] row) {
    int database = Math.max(0, databases.indexOf(String.valueOf(row[DATABASE])));
    Version version = new Version(database, Parsing.of(row), absentFrom(row));
    if (!version.equals(Version.USUAL)) {
      long id = id(fingerprint, row);
      synchronized (this) {
        found.computeIfAbsent(version, key -> new Long2IntOpenHashMap()).addTo(id, 1);
      }
    }
  }

  /**
   * The columns that there were not when a row was written: of those added at once all are null.
   */
  private Set<Integer> absentFrom(Object[] row) {
    Set<Integer> absent = new HashSet<>();
    added.forEach(
        (time, columns) -> {
          boolean isEarlier = (Long) row[RECEIVED_AT] < time;
          if (isEarlier && columns.stream().allMatch(column -> row[column] == null)) {
            absent.addAll(columns);
          }
        });
    return Set.copyOf(absent);
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
    long id = fingerprint.id(Layout.BID_REQUESTS_ENRICHED, row).getLeastSignificantBits();
    return id + (SPREAD * (Long) row[RECEIVED_AT]);
  }
}
