package io.bidlake.openrtb.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a member as it stands in compact JSON: in quotes, with a colon behind it. */
final class MemberName {

  /** Eight bytes of an array at once. */
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String text;
  private final byte[] member;

  /** Its first eight bytes, and which bits of them are its own. */
  private final long begin;

  private final long mask;

  MemberName(String text) {
    this.text = text;
    this.member = ('"' + text + "\":").getBytes(StandardCharsets.UTF_8);
    this.begin = (long) LONGS.get(Arrays.copyOf(member, Math.max(Long.BYTES, member.length)), 0);
    this.mask = member.length < Long.BYTES ? (1L << (member.length * Byte.SIZE)) - 1 : -1;
  }

  /** With the quotes and the colon, in bytes. */
  int length() {
    return member.length;
  }

  /** Whether it stands at a place, behind which there are eight bytes, or as many as it has. */
  boolean isAt(byte[] source, int at) {
    return (((long) LONGS.get(source, at) ^ begin) & mask) == 0
        && (member.length <= Long.BYTES
            || Arrays.equals(
                source, at + Long.BYTES, at + member.length, member, Long.BYTES, member.length));
  }

  @Override
  public String toString() {
    return text;
  }
}
