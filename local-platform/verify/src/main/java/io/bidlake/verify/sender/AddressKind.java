package io.bidlake.verify.sender;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.util.List;
import java.util.Optional;

/** The kind of a device's IP address. Names are never resolved. */
public enum AddressKind {
  /** There is no address. */
  ABSENT,
  /** A globally routable address. */
  PUBLIC,
  /** An address that is only valid on a host, in a network or in documentation. */
  NON_PUBLIC,
  /** Not an IP address. */
  INVALID;

  /**
   * Accepts exactly one address in the usual notation: no prefix, range, zone, port or octal
   * digits.
   */
  private static final IPAddressStringParameters LITERAL =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  // From the IANA special-purpose address registries: blocks with "globally reachable" false,
  // blocks inside them with true, and multicast.
  private static final List<String> NON_PUBLIC_BLOCKS =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "::1/128",
          "64:ff9b:1::/48",
          "100::/64",
          "100:0:0:1::/64",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "ff00::/8");

  private static final List<String> PUBLIC_WITHIN =
      List.of(
          "192.0.0.9/32",
          "192.0.0.10/32",
          "2001:1::1/128",
          "2001:1::2/128",
          "2001:1::3/128",
          "2001:3::/32",
          "2001:4:112::/48",
          "2001:20::/28",
          "2001:30::/28");

  private static final IPv4AddressAssociativeTrie<AddressKind> V4 =
      new IPv4AddressAssociativeTrie<>();
  private static final IPv6AddressAssociativeTrie<AddressKind> V6 =
      new IPv6AddressAssociativeTrie<>();

  static {
    NON_PUBLIC_BLOCKS.forEach(block -> put(block, NON_PUBLIC));
    PUBLIC_WITHIN.forEach(block -> put(block, PUBLIC));
  }

  /** The kind of an address, by the smallest block that contains it. */
  public static AddressKind of(CharSequence text) {
    if (!Given.isGiven(text)) {
      return ABSENT;
    }
    IPAddress address = address(text).orElse(null);
    if (address == null) {
      return INVALID;
    }
    if (address.isIPv6()) {
      address = decisive(address.toIPv6());
    }
    var node =
        address.isIPv4()
            ? V4.longestPrefixMatchNode(address.toIPv4())
            : V6.longestPrefixMatchNode(address.toIPv6());
    return node == null ? PUBLIC : node.getValue();
  }

  /** The address; empty if the text is not exactly one address. */
  public static Optional<IPAddress> address(CharSequence text) {
    String literal = Given.text(text);
    // The library accepts spaces around an address; OpenRTB does not.
    return literal == null || !literal.equals(literal.strip())
        ? Optional.empty()
        : Optional.ofNullable(new IPAddressString(literal, LITERAL).getAddress())
            .filter(address -> !address.isMultiple());
  }

  /** The IPv4 address that is embedded in an IPv6 address, or else the IPv6 address. */
  private static IPAddress decisive(IPv6Address address) {
    if (address.isTeredo()) {
      // The last four bytes, with all bits inverted.
      return new IPv4Address(~address.getEmbeddedIPv4Address().intValue());
    }
    if (address.is6To4()) {
      return address.get6To4IPv4Address();
    }
    boolean isLocal = address.isLoopback() || address.isUnspecified();
    boolean wraps =
        address.isIPv4Mapped()
            || address.isWellKnownIPv4Translatable()
            || address.isIPv4Translatable()
            || (address.isIPv4Compatible() && !isLocal);
    return wraps ? address.getEmbeddedIPv4Address() : address;
  }

  private static void put(String block, AddressKind kind) {
    IPAddress address = new IPAddressString(block).getAddress().toPrefixBlock();
    if (address.isIPv4()) {
      V4.put(address.toIPv4(), kind);
    } else {
      V6.put(address.toIPv6(), kind);
    }
  }
}
