package io.bidlake.domain.enrichment;

import com.maxmind.db.Metadata;
import java.util.Arrays;

/**
 * The search tree of a database in MaxMind's format: tells which record belongs to an address. The
 * library finds it only together with decoding it, which takes several times as long.
 */
final class SearchTree {

  /** In place of a record, for an address that the database does not contain. */
  static final long NO_RECORD = 0;

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  /** The first bits of IPv4 addresses whose way through the tree is known beforehand. */
  private static final int KNOWN_BITS = 16;

  /**
   * The nodes, each with its left and its right child: a node, the number of nodes, or a record.
   */
  private final byte[] nodes;

  private final long nodeCount;
  private final int nodeLength;
  private final boolean hasIpv6;

  /** What the first bits of an IPv4 address lead to: a node or the end of the way. */
  private final long[] afterKnownBits = new long[1 << KNOWN_BITS];

  /**
   * @param database the whole file
   * @throws IllegalArgumentException if the file does not contain the tree that it describes
   */
  SearchTree(byte[] database, Metadata metadata) {
    nodeCount = metadata.nodeCount();
    nodeLength = 2 * metadata.recordSize() / Byte.SIZE;
    hasIpv6 = metadata.ipVersion() == 6;
    if (nodeLength < 6 || nodeLength > 8 || nodeCount * nodeLength > database.length) {
      throw new IllegalArgumentException(
          "%d nodes with records of %d bits do not fit into %d bytes"
              .formatted(nodeCount, metadata.recordSize(), database.length));
    }
    nodes = Arrays.copyOf(database, (int) nodeCount * nodeLength);
    // In a tree of IPv6 addresses, IPv4 addresses are below 96 zeros.
    long ipv4 = hasIpv6 ? walk(0, new byte[IPV6_BITS / Byte.SIZE], 0, IPV6_BITS - IPV4_BITS) : 0;
    for (int bits = 0; bits < afterKnownBits.length; bits++) {
      byte[] start = {(byte) (bits >>> Byte.SIZE), (byte) bits};
      afterKnownBits[bits] = walk(ipv4, start, 0, KNOWN_BITS);
    }
  }

  /**
   * Returns the record of an address, which is the same number for all addresses with the same
   * record, or {@link #NO_RECORD}.
   *
   * @param address 4 or 16 bytes
   */
  long find(byte[] address) {
    long end;
    if (address.length * Byte.SIZE == IPV4_BITS) {
      int bits = ((address[0] & 0xff) << Byte.SIZE) | (address[1] & 0xff);
      end = walk(afterKnownBits[bits], address, KNOWN_BITS, IPV4_BITS);
    } else {
      end = hasIpv6 ? walk(0, address, 0, IPV6_BITS) : NO_RECORD;
    }
    return end > nodeCount ? end : NO_RECORD;
  }

  /** Follows the bits of an address to the last of them, or to the end of the way. */
  private long walk(long start, byte[] address, int firstBit, int endBit) {
    long at = start;
    for (int bit = firstBit; bit < endBit && at < nodeCount; bit++) {
      at = child((int) at, (address[bit >>> 3] >>> (7 - (bit & 7))) & 1);
    }
    return at;
  }

  /**
   * @param side 0 for the left child, 1 for the right one
   */
  private long child(int node, int side) {
    int start = node * nodeLength;
    return switch (nodeLength) {
      case 6 -> number(start + 3 * side, 3);
      case 7 -> {
        // The highest four bits of both children are in the byte between them.
        int highest = (nodes[start + 3] >>> (side == 0 ? 4 : 0)) & 0xf;
        yield ((long) highest << 24) | number(start + 4 * side, 3);
      }
      default -> number(start + 4 * side, 4);
    };
  }

  private long number(int start, int length) {
    long number = 0;
    for (int i = start; i < start + length; i++) {
      number = (number << Byte.SIZE) | (nodes[i] & 0xff);
    }
    return number;
  }
}
