package io.bidlake.generator.pool;

import java.util.UUID;
import org.apache.avro.util.Utf8;

/**
 * A small, fast random number generator: SplitMix64 (Steele, Lea and Flood, 2014). It is
 * implemented here so that a seed gives the same numbers on every JDK. Not thread-safe, and not for
 * secrets.
 */
public final class Dice {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  public Dice(long seed) {
    this.state = seed;
  }

  /** Restarts from a seed. */
  public void reseed(long seed) {
    this.state = seed;
  }

  /** Derives the n-th seed from a seed. */
  public static long seedOf(long seed, long n) {
    return mix(seed + (n + 1) * GOLDEN_GAMMA);
  }

  public long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Returns a number from {@code low} to {@code high}, both inclusive. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** Returns a number from {@code low} to {@code high}, both inclusive. */
  public long between(long low, long high) {
    long count = high - low + 1;
    return low + (count <= Integer.MAX_VALUE ? below((int) count) : (long) (unit() * count));
  }

  /**
   * Returns true with the given probability. Draws no number if it is 0, so that what cannot happen
   * changes nothing else.
   */
  public boolean happens(double rate) {
    return rate > 0 && chance(rate);
  }

  /** Returns a number from 0, inclusive, to 1, exclusive. */
  public double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  public boolean chance(double probability) {
    return unit() < probability;
  }

  /** Returns a number from an exponential distribution. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - unit());
  }

  /** Returns a number from the standard normal distribution, by the Box-Muller transform. */
  public double normal() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(6.283185307 * unit());
  }

  /** Returns the text of a random UUID (version 4). */
  public Utf8 uuid() {
    long high = (next() & ~0xf000L) | 0x4000L;
    long low = (next() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new Utf8(new UUID(high, low).toString());
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
