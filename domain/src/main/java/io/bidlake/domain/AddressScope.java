package io.bidlake.domain;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Whether an IP address is reachable from the public internet. */
enum AddressScope {
  PUBLIC,
  NON_PUBLIC,
  INVALID;

  private static final Block[] UNREACHABLE = blocks(AddressBlocks.UNREACHABLE);

  private static final Block[] REACHABLE = blocks(AddressBlocks.REACHABLE);

  /** NAT64 and SIIT: the last four bytes are an IPv4 address. */
  private static final Block[] TRANSLATED = blocks(List.of("64:ff9b::/96", "::ffff:0:0:0/96"));

  /**
   * Classifies an IPv4 or IPv6 address by its text. An IPv6 address that embeds an IPv4 address is
   * classified by the latter.
   */
  static AddressScope of(String text) {
    // Guava accepts a zone id, which has a meaning only on the machine that wrote it.
    if (text.indexOf('%') >= 0) {
      return INVALID;
    }
    byte[] bytes;
    try {
      bytes = decisive(InetAddresses.forString(text));
    } catch (IllegalArgumentException e) {
      return INVALID;
    }
    return isIn(UNREACHABLE, bytes) && !isIn(REACHABLE, bytes) ? NON_PUBLIC : PUBLIC;
  }

  /**
   * Returns the IPv4 address embedded in an IPv6 one (NAT64, SIIT, 6to4, Teredo or
   * IPv4-compatible), or else the address itself.
   */
  private static byte[] decisive(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isIn(TRANSLATED, bytes)) {
      return Arrays.copyOfRange(bytes, 12, 16);
    }
    return address instanceof Inet6Address v6 && InetAddresses.hasEmbeddedIPv4ClientAddress(v6)
        ? InetAddresses.getEmbeddedIPv4ClientAddress(v6).getAddress()
        : bytes;
  }

  private static boolean isIn(Block[] blocks, byte[] address) {
    for (Block block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static Block[] blocks(List<String> cidrs) {
    return cidrs.stream().map(Block::parse).toArray(Block[]::new);
  }

  private static final class Block {

    private final byte[] start;
    private final int prefixLength;

    private Block(byte[] start, int prefixLength) {
      this.start = start;
      this.prefixLength = prefixLength;
    }

    static Block parse(String cidr) {
      int slash = cidr.indexOf('/');
      byte[] start = InetAddresses.forString(cidr.substring(0, slash)).getAddress();
      return new Block(start, Integer.parseInt(cidr.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      int wholeBytes = prefixLength / 8;
      for (int i = 0; i < wholeBytes; i++) {
        if (address[i] != start[i]) {
          return false;
        }
      }
      int restBits = prefixLength % 8;
      int mask = 0xff00 >> restBits;
      return restBits == 0 || ((address[wholeBytes] ^ start[wholeBytes]) & mask & 0xff) == 0;
    }
  }
}
