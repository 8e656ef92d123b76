package io.bidlake.verify.enrichment;

import io.bidlake.verify.layout.Fingerprint;
import io.bidlake.verify.layout.Layout;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.util.List;

/**
 * Which of several databases of places each row of the lake was made with. Kafka does not show when
 * a job changed to another one, so the lake is asked: the rows that Kafka's records must have given
 * are made with the databases of the lake's rows of the same id and time of receipt, each as often
 * as it is there.
 */
public final class GeoVersions {

  /** As many as there are bytes in a long, each of which counts the rows of a version. */
  static final int MOST = Long.BYTES;

  private static final int MOST_COPIES = 0x7f;
  private static final int RECEIVED_AT = Layout.BID_REQUESTS_ENRICHED.index("received_at");

  /** An odd number, so that times give different ids. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int VERSION = Layout.BID_REQUESTS_ENRICHED.index("geo_version");

  private final List<String> versions;
  private final Long2LongOpenHashMap found = new Long2LongOpenHashMap();
  private final Long2LongOpenHashMap left = new Long2LongOpenHashMap();

  /**
   * @param versions the databases that are given, at most {@link #MOST}
   */
  GeoVersions(List<String> versions) {
    this.versions = versions;
  }

  /** Whether there is anything to ask the lake. */
  public boolean areSeveral() {
    return versions.size() > 1;
  }

  /** Counts a row of the lake. */
  public void add(Fingerprint fingerprint, Object[] row) {
    int version = versions.indexOf(String.valueOf(row[VERSION]));
    if (version < 0) {
      return;
    }
    long id = id(fingerprint, row);
    synchronized (this) {
      long counts = found.get(id);
      if (count(counts, version) < MOST_COPIES) {
        found.put(id, counts + (1L << (Byte.SIZE * version)));
      }
    }
  }

  /** Begins to give out the versions, also for the second time. */
  public synchronized void begin() {
    left.clear();
    left.putAll(found);
  }

  /** Takes a version for a row of Kafka with the id of this row; the first one if none is left. */
  int take(Fingerprint fingerprint, Object[] row) {
    long id = id(fingerprint, row);
    synchronized (this) {
      long counts = left.get(id);
      for (int version = 0; version < versions.size(); version++) {
        if (count(counts, version) > 0) {
          left.put(id, counts - (1L << (Byte.SIZE * version)));
          return version;
        }
      }
    }
    return 0;
  }

  private static long count(long counts, int version) {
    return (counts >>> (Byte.SIZE * version)) & 0xff;
  }

  private static long id(Fingerprint fingerprint, Object[] row) {
    long id = fingerprint.id(Layout.BID_REQUESTS_ENRICHED, row).low();
    return id + (SPREAD * (Long) row[RECEIVED_AT]);
  }
}
