package io.bidlake.generator.place;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.util.Utf8;

/** Formats IP addresses as text. */
final class AddressText {

  private AddressText() {}

  static Utf8 v4(int address) {
    return new Utf8(
        (address >>> 24)
            + "."
            + (address >>> 16 & 0xff)
            + "."
            + (address >>> 8 & 0xff)
            + "."
            + (address & 0xff));
  }

  /**
   * Returns eight groups without leading zeros; runs of zero groups are not shortened to {@code
   * ::}.
   */
  static Utf8 v6(long high, long low) {
    return new Utf8(groups(high) + ":" + groups(low));
  }

  private static String groups(long half) {
    return IntStream.of(48, 32, 16, 0)
        .mapToObj(shift -> Long.toHexString(half >>> shift & 0xffff))
        .collect(Collectors.joining(":"));
  }
}
