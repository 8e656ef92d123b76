package io.bidlake.generator.place;

import io.bidlake.generator.pool.Dice;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Blocks of public IP addresses of a country's visitors. */
public final class AddressBlocks {

  private record Block(int base, int hostMask) {

    static Block of(String cidr) {
      String[] parts = cidr.split("[./]", -1);
      int base = 0;
      for (int i = 0; i < 4; i++) {
        base = base << 8 | Integer.parseInt(parts[i]);
      }
      int hostMask = -1 >>> Integer.parseInt(parts[4]);
      if ((base & hostMask) != 0) {
        throw new IllegalArgumentException(cidr + " has host bits set");
      }
      return new Block(base, hostMask);
    }
  }

  private final Block[] v4;
  private final long[] v6;

  private AddressBlocks(Block[] v4, long[] v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  static AddressBlocks of(List<String> v4, List<String> v6) {
    return new AddressBlocks(
        v4.stream().map(Block::of).toArray(Block[]::new),
        v6.stream().mapToLong(prefix -> Long.parseLong(prefix.replace(":", ""), 16)).toArray());
  }

  /** Returns a random IPv4 host address. */
  public Utf8 v4(Dice dice) {
    Block block = v4[dice.below(v4.length)];
    int address = block.base() | ((int) dice.next() & block.hostMask());
    return AddressText.v4((address & ~0xff) | dice.between(1, 254));
  }

  /** Returns a random IPv6 host address. */
  public Utf8 v6(Dice dice) {
    long high = v6[dice.below(v6.length)] << 32 | (dice.next() & 0xffffffffL);
    return AddressText.v6(high, dice.next());
  }
}
