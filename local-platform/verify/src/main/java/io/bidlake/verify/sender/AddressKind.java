package io.bidlake.verify.sender;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv4.IPv4AddressAssociativeTrie;
import inet.ipaddr.ipv6.IPv6Address;
import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import io.bidlake.domain.AddressBlocks;
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

  private static final IPv4AddressAssociativeTrie<AddressKind> V4 =
      new IPv4AddressAssociativeTrie<>();
  private static final IPv6AddressAssociativeTrie<AddressKind> V6 =
      new IPv6AddressAssociativeTrie<>();

  static {
    AddressBlocks.UNREACHABLE.forEach(block -> put(block, NON_PUBLIC));
    AddressBlocks.REACHABLE.forEach(block -> put(block, PUBLIC));
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
