package io.bidlake.generator.place;

import io.bidlake.generator.pool.Dice;
import org.apache.avro.util.Utf8;

/**
 * An IP address that is not public: private, loopback, link-local or unique local.
 *
 * @param v4 IPv4 address, null when {@code v6} is set
 * @param v6 IPv6 address, null when {@code v4} is set
 */
public record PrivateAddress(Utf8 v4, Utf8 v6) {

  private static final PrivateAddress LOOPBACK_V6 = new PrivateAddress(null, new Utf8("::1"));

  public static PrivateAddress pick(Dice dice) {
    int bits = (int) dice.next();
    return switch (dice.below(10)) {
      case 0, 1, 2 -> v4(0x0a000000, bits & 0x00ffffff);
      case 3 -> v4(0xac100000, bits & 0x000fffff);
      case 4, 5, 6 -> v4(0xc0a80000, bits & 0x0000ffff);
      case 7 -> dice.chance(0.5) ? v4(0x7f000001, bits & 0x00ffff00) : LOOPBACK_V6;
      case 8 ->
          dice.chance(0.5)
              ? v4(0xa9fe0000, bits & 0x0000ffff)
              : v6(0xfe80000000000000L, dice.next());
      default -> v6(0xfd00000000000000L | (dice.next() & 0x00ffffffffffffffL), dice.next());
    };
  }

  private static PrivateAddress v4(int base, int host) {
    return new PrivateAddress(AddressText.v4(base | host), null);
  }

  private static PrivateAddress v6(long high, long low) {
    return new PrivateAddress(null, AddressText.v6(high, low));
  }
}
