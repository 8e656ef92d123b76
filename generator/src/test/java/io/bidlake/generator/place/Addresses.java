package io.bidlake.generator.place;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells public addresses from others by IANA's registries of special purposes. */
public final class Addresses {

  private static final List<String> SPECIAL =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/8",
          "64:ff9b::/32",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "ff00::/8");

  private Addresses() {}

  public static boolean isPublic(CharSequence address) {
    byte[] bytes = bytes(address.toString());
    return SPECIAL.stream().noneMatch(block -> isIn(bytes, block));
  }

  private static boolean isIn(byte[] address, String block) {
    int slash = block.indexOf('/');
    byte[] base = bytes(block.substring(0, slash));
    if (base.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < Integer.parseInt(block.substring(slash + 1)); bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (base[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String address) {
    try {
      // A literal: nothing is looked up.
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
