package io.bidlake.tables;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.util.Arrays;

/**
 * How many references there are to each user: an array of hashes of user ids, each followed by its
 * number of references, in the order of the hashes and without numbers of 0. References can be
 * taken back, unlike those of a usual theta sketch.
 *
 * <p>Of many users only those below a threshold are kept, which is then the last element, so that
 * the length is odd. The threshold never rises. Below it, the numbers are therefore complete, and
 * what is taken back leaves no trace.
 */
public final class Users {

  /** No references. */
  public static final long[] NONE = {};

  /** The hash of an id that is not given. Theta sketches do not contain it either. */
  public static final long NOBODY = 0;

  /** Seed of the hash, the default of Apache DataSketches. */
  public static final int SEED = 9001;

  /** The threshold if all users are kept; all hashes are lower. */
  static final long ALL = Long.MAX_VALUE;

  /** Maximum number of users; when there are more, the threshold is lowered. */
  static final int MOST = 2 * ThetaSketch.NOMINAL;

  /**
   * Number of users that a lower threshold leaves: more than a sketch contains, so that a sketch
   * stays exactly as large when some of them are taken back.
   */
  static final int LEFT = 3 * ThetaSketch.NOMINAL / 2;

  private static final HashFunction MURMUR = Hashing.murmur3_128(SEED);

  private Users() {}

  /** Returns the hash by which Apache DataSketches knows a text: 63 bits. */
  public static long hash(byte[] utf8, int length) {
    return MURMUR.hashBytes(utf8, 0, length).asLong() >>> 1;
  }

  /** Returns one reference. */
  public static long[] of(long hash) {
    return new long[] {hash, 1};
  }

  /** Returns the sum of two numbers of references. */
  public static long[] add(long[] one, long[] other) {
    return sum(one, other, 1);
  }

  /** Returns the difference of two numbers of references, which can be negative. */
  public static long[] subtract(long[] one, long[] other) {
    return sum(one, other, -1);
  }

  private static long[] sum(long[] one, long[] other, int sign) {
    if (other.length == 0) {
      return one;
    }
    if (one.length == 0 && sign > 0) {
      return other;
    }
    long threshold = Math.min(threshold(one), threshold(other));
    int endOfOne = endBelow(threshold, one);
    int endOfOther = endBelow(threshold, other);
    // Of a large audience, most users are not below the threshold.
    if (endOfOther == 0 && threshold == threshold(one)) {
      return one;
    }
    long[] sum = new long[endOfOne + endOfOther + 1];
    int length = CountedCodes.add(one, endOfOne, other, endOfOther, sign, sum);
    if (length > 2 * MOST) {
      length = 2 * LEFT;
      threshold = sum[length];
    }
    if (threshold != ALL) {
      sum[length++] = threshold;
    }
    return length == sum.length ? sum : Arrays.copyOf(sum, length);
  }

  /** Returns the length of the pairs whose hash is below a threshold. */
  private static int endBelow(long threshold, long[] users) {
    int low = 0;
    int high = users.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (users[2 * middle] < threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  /** Returns whether there are no references below the threshold. */
  public static boolean isNothing(long[] users) {
    return users.length < 2;
  }

  /** Returns the threshold: all users whose hash is lower are known. */
  static long threshold(long[] users) {
    return users.length % 2 == 0 ? ALL : users[users.length - 1];
  }
}
