package io.bidlake.verify.truth;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The users of the impressions of one row, as hashes in the form of theta sketches. Of many users
 * it knows the lowest hashes only, but more than a sketch contains.
 */
final class Audience {

  /** The number of users that are known at least, if there are as many. */
  static final int LEAST = 16_384;

  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The time of the first impression by user, in ms. */
  private final Long2LongOpenHashMap users = new Long2LongOpenHashMap();

  /** The impressions by the start of their hour. */
  private final Map<Long, Long> impressions = new TreeMap<>();

  private long limit = Long.MAX_VALUE;

  void add(long user, long time) {
    impressions.merge(Math.floorDiv(time, HOUR) * HOUR, 1L, Long::sum);
    if (user < limit) {
      users.mergeLong(user, time, Math::min);
      if (users.size() > 2 * LEAST) {
        forgetHighest();
      }
    }
  }

  private void forgetHighest() {
    long[] sorted = users();
    LongArrays.quickSort(sorted);
    limit = sorted[LEAST];
    users.keySet().removeIf((long user) -> user >= limit);
  }

  /** All users whose hash is below it are known. */
  long limit() {
    return limit;
  }

  /** The users that are known. */
  long[] users() {
    return users.keySet().toLongArray();
  }

  boolean has(long user) {
    return users.containsKey(user);
  }

  /** Whether the first impression of a known user was at a time or earlier. */
  boolean hadBy(long time, long user) {
    return users.containsKey(user) && users.get(user) <= time;
  }

  /** The number of impressions in the hours that were over at a time, in ms. */
  long impressionsBy(long time) {
    return impressions.entrySet().stream()
        .filter(hour -> hour.getKey() + HOUR - 1 <= time)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public String toString() {
    return limit == Long.MAX_VALUE ? users.size() + " users" : "more than " + LEAST + " users";
  }
}
