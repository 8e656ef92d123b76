package io.bidlake.tables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A theta sketch of Apache DataSketches: the lowest hashes of some users, and the hash below which
 * all are contained (theta). Unions, intersections and differences of sketches are sketches too.
 *
 * <p>It is written by hand, because the library can only make sketches from values, and not from
 * hashes that were counted before. Neither does the library then have to agree with the version of
 * it that Iceberg brings to the cluster. Tests read the bytes with the library.
 */
public final class ThetaSketch {

  /** Maximum number of hashes (nominal size, k). Up to this number of users, all are contained. */
  public static final int NOMINAL = 4_096;

  /** Standard deviations of the bounds, for 95 %. */
  private static final int DEVIATIONS = 2;

  private static final int PREAMBLE_LONGS = 3;
  private static final int SERIAL_VERSION = 3;
  private static final int COMPACT_FAMILY = 3;

  /** Read only, compact, ordered. */
  private static final int FLAGS = 0b11010;

  /** Hash of {@link Users#SEED}, by which the library recognizes sketches that cannot be merged. */
  private static final int HASH_OF_SEED = 0x93cc;

  private static final int NO_SAMPLING = Float.floatToIntBits(1);

  private final long[] hashes;
  private final long theta;

  private ThetaSketch(long[] hashes, long theta) {
    this.hashes = hashes;
    this.theta = theta;
  }

  /**
   * Returns the sketch of the users that have references.
   *
   * @param users as in {@link Users}
   */
  static ThetaSketch of(long[] users) {
    long[] hashes = new long[users.length / 2];
    int length = 0;
    for (int i = 0; i < users.length - 1; i += 2) {
      if (users[i + 1] > 0) {
        hashes[length++] = users[i];
      }
    }
    return length > NOMINAL
        ? new ThetaSketch(Arrays.copyOf(hashes, NOMINAL), hashes[NOMINAL])
        : new ThetaSketch(Arrays.copyOf(hashes, length), Users.threshold(users));
  }

  private boolean isExact() {
    return theta == Users.ALL;
  }

  /** Returns the number of users, rounded. */
  public long users() {
    return isExact() ? hashes.length : Math.round(hashes.length / share());
  }

  /** Returns a number that the number of users exceeds with a probability of 97.5 %. */
  public long low() {
    double low = bound(hashes.length - 0.5, -1);
    return isExact() ? hashes.length : Math.max(hashes.length, (long) Math.floor(low));
  }

  /** Returns a number that exceeds the number of users with a probability of 97.5 %. */
  public long high() {
    return isExact() ? hashes.length : (long) Math.ceil(bound(hashes.length + 0.5, 1));
  }

  /**
   * Returns a bound of the normal approximation of the binomial distribution, with its correction
   * for continuity. The library's bounds are the same, up to rounding, for more than 120 hashes.
   */
  private double bound(double contained, int sign) {
    double users = contained / share();
    double spread = DEVIATIONS * Math.sqrt((1 - share()) / share());
    double distance = 0.5 * spread * Math.sqrt(spread * spread + 4 * users);
    return users + 0.5 * spread * spread + sign * distance;
  }

  /** Returns the share of all possible hashes that are below theta. */
  private double share() {
    return theta / (double) Users.ALL;
  }

  /** Returns the sketch in the library's compact form. */
  public byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate((PREAMBLE_LONGS + hashes.length) * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) PREAMBLE_LONGS).put((byte) SERIAL_VERSION).put((byte) COMPACT_FAMILY);
    // The sizes of a table of hashes, which a compact sketch does not have.
    bytes.putShort((short) 0);
    bytes.put((byte) FLAGS).putShort((short) HASH_OF_SEED);
    bytes.putInt(hashes.length).putInt(NO_SAMPLING).putLong(theta);
    bytes.asLongBuffer().put(hashes);
    return bytes.array();
  }
}
