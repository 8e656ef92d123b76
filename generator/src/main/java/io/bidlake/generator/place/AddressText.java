package io.bidlake.generator.place;

import java.util.Arrays;
import org.apache.avro.util.Utf8;

/** Formats IP addresses as text. */
final class AddressText {

  private static final int LONGEST = 39;

  private AddressText() {}

  static Utf8 v4(int address) {
    byte[] text = new byte[15];
    int length = 0;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int octet = address >>> shift & 0xff;
      if (octet >= 100) {
        text[length++] = (byte) ('0' + octet / 100);
      }
      if (octet >= 10) {
        text[length++] = (byte) ('0' + octet / 10 % 10);
      }
      text[length++] = (byte) ('0' + octet % 10);
      if (shift > 0) {
        text[length++] = '.';
      }
    }
    return new Utf8(Arrays.copyOf(text, length));
  }

  /**
   * Returns eight groups without leading zeros; runs of zero groups are not shortened to {@code
   * ::}.
   */
  static Utf8 v6(long high, long low) {
    byte[] text = new byte[LONGEST];
    int length = 0;
    for (int group = 0; group < 8; group++) {
      long half = group < 4 ? high : low;
      int value = (int) (half >>> (48 - (group & 3) * 16)) & 0xffff;
      if (group > 0) {
        text[length++] = ':';
      }
      boolean leading = true;
      for (int shift = 12; shift >= 0; shift -= 4) {
        int digit = value >>> shift & 0xf;
        leading &= digit == 0 && shift > 0;
        if (!leading) {
          text[length++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
      }
    }
    return new Utf8(Arrays.copyOf(text, length));
  }
}
